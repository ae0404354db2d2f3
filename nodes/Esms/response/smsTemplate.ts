import type { IDataObject } from 'n8n-workflow';
import { networks } from '../../shared/channels';
import { fits } from '../request/smsTemplate';
import { numberOf, recordsOf, textOf } from './values';

/** A registered text of a brandname, with the IDs that it has and the networks that approved it. */
export interface SmsTemplate {
	content: string;
	ids: string[];
	networks: string[];
}

/** The registered texts in an answer of GetTemplate, each once: every network that approves a text has its own entry. */
export function smsTemplatesIn({ BrandnameTemplates: list }: IDataObject): SmsTemplate[] {
	const byContent = new Map<string, SmsTemplate>();
	for (const { TempContent, TempId, NetworkID } of recordsOf(list)) {
		const content = textOf(TempContent);
		if (content === null) continue;
		const template = byContent.get(content) ?? { content, ids: [], networks: [] };
		byContent.set(content, template);
		const id = textOf(TempId);
		if (id !== null) template.ids.push(id);
		const network = networks[numberOf(NetworkID) ?? -1] ?? textOf(NetworkID);
		if (network && !template.networks.includes(network)) template.networks.push(network);
	}
	return [...byContent.values()];
}

/**
 * What the registered texts of a brandname say about a text: which it fits and for which networks, or that eSMS will
 * refuse it. eSMS does not document how it compares; this is how its samples read.
 */
export function comparison(
	templates: readonly SmsTemplate[],
	text: string,
): { fits: boolean; words: string } {
	if (templates.length === 0) {
		return {
			fits: false,
			words:
				"The brandname has no registered text: eSMS answers 146, register one with 'Register SMS Template'",
		};
	}
	const fitting = templates.filter(({ content }) => fits(content, text));
	if (fitting.length === 0) {
		const count =
			templates.length === 1
				? 'the one registered text'
				: `any of the ${templates.length} registered texts`;
		return {
			fits: false,
			words: `The text does not match ${count} of the brandname: eSMS answers 146, 'Get Many SMS Templates' lists them`,
		};
	}
	const [{ content, ids }] = fitting;
	const approved = [...new Set(fitting.flatMap((one) => one.networks))];
	const id = ids.length > 0 ? ` (template ${ids.join(', ')})` : '';
	const where =
		approved.length > 0
			? `, which is registered for ${approved.join(', ')} and for no other network`
			: '';
	return { fits: true, words: `The text matches '${content}'${id}${where}` };
}
