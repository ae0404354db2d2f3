import { readDate } from '../../../nodes/Esms/request/dates';
import { readPhoneHash } from '../../../nodes/Esms/request/hash';
import { countSegments, needsUnicode, removeAccents } from '../../../nodes/Esms/request/text';
import { readSwitch } from '../../../nodes/Esms/request/values';
import { checkConsultationButtons } from '../../../nodes/Esms/zalo/rules';
import { readPhones } from '../../../nodes/Esms/fields/phones';
import { waitMinutes } from '../../../nodes/Esms/fields/sending';
import { readVariable, type TemplateVariable } from '../../../nodes/Esms/fields/templateVariable';
import { filledHtml } from '../../../nodes/Esms/preview/zns';
import { fits, partsOf } from '../../../nodes/Esms/request/smsTemplate';
import { sentenceOf } from '../../../nodes/Esms/response/template';
import { decodeErrorInfo } from '../../../nodes/shared/callbacks/errorInfo';
import { readPhone } from '../../../nodes/shared/phone';
import { readPlainText } from '../../../nodes/shared/text';
import { isLinear } from '../../growth';
import { itemWith } from '../item';

/** Texts that make patterns with two ways through them look at everything again and again. */
const texts: Array<[string, (length: number) => string]> = [
	['spaces between two letters', (length) => `a${' '.repeat(length)}b`],
	['digits and a letter', (length) => `${'9'.repeat(length)}x`],
	['digits and spaces', (length) => `${'9 '.repeat(length / 2)}x`],
	['commas', (length) => `0${','.repeat(length)}x`],
	['marks out of order', (length) => `a${'\u0300\u0316'.repeat(length / 2)}`],
	['letters and marks apart', (length) => 'ằ'.normalize('NFD').repeat(length / 3)],
	['invisible characters', (length) => `a${'\u200B'.repeat(length)}b`],
	['a date and spaces', (length) => `2026-01-31 09:00${' '.repeat(length)}x`],
	['brackets', (length) => '[object '.repeat(length / 8)],
	['months', (length) => 'jan '.repeat(length / 4)],
	['numbers', (length) => '1-'.repeat(length / 2)],
	['encoded spaces and a space', (length) => `${'%20'.repeat(length / 3)} x`],
	['a placeholder that is not closed', (length) => `Ma {a${' '.repeat(length)}x`],
	['a variable that is not closed', (length) => `{{${' '.repeat(length)}x`],
	['tags that are not closed', (length) => '<br '.repeat(length / 4)],
	['comments that are not closed', (length) => '<!--'.repeat(length / 4)],
	['elements that are not closed', (length) => '<style>'.repeat(length / 7)],
	['dots', (length) => `https://${'a.'.repeat(length / 2)} x`],
];

const dateVariable = { id: 'a', variableType: 'type_date' } as TemplateVariable;

const message = (text: string) => ({
	recipient: { user_id: text },
	message: {
		text,
		attachment: {
			type: 'template',
			payload: {
				buttons: [
					{ type: 'oa.open.url', title: text, payload: { url: text } },
					{ type: 'oa.open.phone', title: text, payload: { phone_code: text } },
				],
			},
		},
	},
});

const readers: Array<[string, (text: string) => unknown]> = [
	['texts', readPlainText],
	['phone numbers', readPhone],
	['lists of phone numbers', (text) => readPhones(itemWith({ phones: text }))],
	['hashes', readPhoneHash],
	['dates', (text) => readDate(text, 'yyyy-MM-dd HH:mm:ss')],
	['switches', readSwitch],
	['segments', (text) => [removeAccents(text), needsUnicode(text), countSegments(text, true)]],
	['Wait Limit', (text) => waitMinutes(itemWith({ options: { waitLimit: text } }))],
	['date variables', (text) => readVariable(itemWith({}), 'x', dateVariable, text, false)],
	['registered texts', (text) => [partsOf(text), fits(text, text), fits('a {b} c {d}', text)]],
	['contents of templates', (text) => [sentenceOf(text, 'a'), filledHtml(text, {})]],
	['errors of callbacks', decodeErrorInfo],
	['Zalo messages', (text) => checkConsultationButtons(message(text))],
];

describe.each(readers)('the reader of %s takes time in proportion to', (_name, read) => {
	it.each(texts)('%s', (_what, text) => {
		expect(isLinear((length) => read(text(length)))).toBe(true);
	});
});
