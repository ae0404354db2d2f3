import type { Outcome } from '../shared/outcome';
import type { CallbackEvent } from '../shared/callbacks/parse';

/** What the user wants to be told of. An empty list lets everything through. */
export interface Wanted {
	events: Array<CallbackEvent['event']>;
	outcomes: Outcome[];
	channels: string[];
	oaIds: string[];
	templateIds: string[];
}

/** Whether an event starts the workflow. Outcomes, channels, OAs and templates sort message statuses only. */
export function isWanted(event: CallbackEvent, wanted: Wanted): boolean {
	if (!wanted.events.includes(event.event)) return false;
	if (event.event !== 'messageStatus') return true;
	return (
		allows(wanted.outcomes, event.outcome) &&
		allows(wanted.channels, event.channel) &&
		allows(wanted.oaIds, event.oaId) &&
		allows(wanted.templateIds, event.templateId)
	);
}

function allows(list: string[], value: string | null): boolean {
	return list.length === 0 || (value !== null && list.includes(value));
}

/** Splits a list of IDs that was typed with commas, spaces or line breaks between them. */
export function idList(text: string): string[] {
	return text.split(/[\s,;]+/).filter((id) => id !== '');
}
