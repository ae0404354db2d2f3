/** Strings first, so that digits inside them are left alone; an unclosed one runs to the end, which keeps this linear. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d[-+.\deE]*/g;

/** As many digits in a row as a number that loses some has at least. */
const LONG_NUMBER = /\d{16}/;

const losesDigits = (number: string) =>
	/^-?[1-9]\d{15,}$/.test(number) && !Number.isSafeInteger(Number(number));

/**
 * Parses JSON without rounding: eSMS and Zalo write IDs as numbers longer than a number can hold.
 *
 * @param text a JSON text; a byte order mark before it is ignored
 * @param numbers 'exact': integers beyond 2^53 come out as text with every digit;
 *   'text': every number comes out as the text that it was written as
 * @returns the value, undefined for what is no JSON
 */
export function parseJson(text: string, numbers: 'exact' | 'text' = 'exact'): unknown {
	const json = text.replace(/^\uFEFF/, '');
	const isText = numbers === 'text' ? () => true : losesDigits;
	const isPlain = numbers === 'exact' && !LONG_NUMBER.test(json);
	const quoteNumbers = () =>
		json.replace(STRING_OR_NUMBER, (token) =>
			!token.startsWith('"') && isText(token) ? `"${token}"` : token,
		);
	try {
		return JSON.parse(isPlain ? json : quoteNumbers());
	} catch {
		return undefined;
	}
}
