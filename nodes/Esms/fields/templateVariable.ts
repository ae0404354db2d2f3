import type { IDataObject, ResourceMapperField } from 'n8n-workflow';
import { toComposed, readPlainText } from '../../shared/text';
import type { Item } from '../operation';
import { readDate, VIETNAM_TIME } from '../request/dates';

/** A variable of a template as the editor keeps it, with what n8n's own field has no place for. */
export type TemplateVariable = ResourceMapperField & {
	/** Template that it is of; for an SMS its text. Forms of earlier versions do not say. */
	templateId?: string;
	/** type_number, type_date and so on. */
	variableType?: string;
	minLength?: number;
	maxLength?: number;
	/** Whether the template asks for it; `required` is what the editor asks for. */
	isNeeded?: boolean;
	/** Whether it may be empty, which is not the same as whether it may be left out. */
	acceptNull?: boolean;
	/** Whether its position is not known, because the template list could not be read. */
	isUnordered?: boolean;
	/** The sentence of the template in which it stands. */
	description?: string;
};

/** Most digits of a type_number. */
const digits = 12;

/** An ISO time, as which n8n hands dates on between nodes. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const EPOCH_MILLISECONDS = /^\d{12,13}$/;
const DAY_MONTH_YEAR = /^\d{2}\/\d{2}\/\d{4}$/;

/** Not within a longer number: 46300.5 is how a sheet counts days. */
const WRITTEN_DATE = /(?<!\d)(?:\d{1,4}([-/.])\d{1,2}(?:\1\d{1,4})?|\d{1,2}[-/.]\d{4})(?!\d)/g;
const NAMED_MONTH =
	/\d.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*\d|tháng\s*\d/i;

/** Whether day, month and year, in one of the orders that people write, or two of them make a date. */
function isDate(parts: string[]): boolean {
	const numbers = parts.map(Number);
	if (numbers.length === 2) {
		const [first, second] = numbers;
		const isDay = (number: number) => number >= 1 && number <= 31;
		const isMonth = (number: number) => number >= 1 && number <= 12;
		return (
			(isDay(first) && isMonth(second)) ||
			(isMonth(first) && (isDay(second) || parts[1].length === 4)) ||
			(parts[0].length === 4 && isMonth(second))
		);
	}
	const [first, second, third] = numbers;
	const exists = (year: number, month: number, day: number) => {
		const date = new Date(Date.UTC(year, month - 1, day));
		return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	};
	return parts[0].length > 2
		? exists(first, second, third)
		: exists(third, second, first) || exists(third, first, second);
}

/** More than a date takes, with words around it, in any form that people write. */
const longestDate = 200;

/** Whether a text holds a date in any form that people write. */
const holdsDate = (text: string): boolean =>
	text.length <= longestDate &&
	(NAMED_MONTH.test(text) ||
		[...text.matchAll(WRITTEN_DATE)].some(([found]) => isDate(found.split(/[-/.]/))));

/** Reports what is wrong with a variable's value. */
interface Reporter {
	issue(words: string): undefined;
	warning(words: string): void;
}

/** Date of a template as dd/MM/yyyy; a text in another form stays as it was typed. */
function dateText(value: unknown, report: Reporter): string | undefined {
	const isMoment = typeof value === 'object' && value !== null && !Array.isArray(value);
	const plain = isMoment ? { value: '' } : readPlainText(value);
	if ('issue' in plain) return report.issue(plain.issue);
	const text = plain.value;
	if (text === '' && !isMoment) return '';
	if (isMoment || ISO_TIME.test(text) || EPOCH_MILLISECONDS.test(text)) {
		const date = readDate(isMoment ? value : text, 'dd/MM/yyyy', VIETNAM_TIME);
		return 'value' in date
			? date.value
			: report.issue(isMoment ? 'holds an object that is no date' : noDate(text));
	}
	if (DAY_MONTH_YEAR.test(text)) {
		const [day, month, year] = text.split('/');
		return isDate([year, month, day]) ? text : report.issue(noDate(text));
	}
	if (!holdsDate(text)) return report.issue(noDate(text));
	report.warning(`is '${text}', the template documents dates as dd/MM/yyyy`);
	return text;
}

const noDate = (text: string) =>
	`is '${text.slice(0, 40)}', which is no date, enter one as dd/MM/yyyy, such as 31/01/2026`;

/** Value of a variable as it goes out, in the form of its type; undefined after an issue. */
function textFor(variable: TemplateVariable, value: unknown, report: Reporter) {
	if (variable.variableType === 'type_date') return dateText(value, report);
	const plain = readPlainText(value);
	return 'issue' in plain ? report.issue(plain.issue) : plain.value;
}

/**
 * Reads the value of a variable and measures it by what the template asks of it.
 * @param label of the parameter, for the messages
 * @param isLeftOut whether no value was given at all, where the call can leave one out
 * @returns the text that goes out, undefined for a variable that is left out or refused
 */
export function readVariable(
	item: Item,
	label: string,
	variable: TemplateVariable,
	value: unknown,
	isLeftOut: boolean,
): string | undefined {
	const { id, variableType, minLength = 0, maxLength = Infinity, description } = variable;
	const isNeeded = variable.isNeeded ?? variable.required;
	if (isLeftOut && !isNeeded) return undefined;
	const where = `'${label}': '${id}'`;
	const report: Reporter = {
		issue: (words) => item.addIssue(`${where} ${words}`),
		warning: (words) => item.addWarning(`${where} ${words}`),
	};
	const text = textFor(variable, isLeftOut ? '' : value, report);
	if (text === undefined) return undefined;
	if (text === '') {
		if (variable.acceptNull ?? !isNeeded) return text;
		const place = description ? ` in “${description}”` : '';
		return report.issue(`is empty, the template needs a value${place}`);
	}
	const length = [...text].length;
	if (variableType === 'type_number' && !new RegExp(`^\\d{1,${digits}}$`).test(text)) {
		return report.issue(
			`is '${text.slice(0, 40)}', the template takes digits only, at most ${digits}`,
		);
	}
	if (length > maxLength) {
		return report.issue(`is ${length} characters, at most ${maxLength} are allowed`);
	}
	if (length < minLength) {
		return report.issue(`is ${length} characters, at least ${minLength} are needed`);
	}
	return text;
}

/** Values by composed name: sheets and macOS write the letters of a name in another form than the template. */
export const byComposedName = (values: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [toComposed(name), value]));
