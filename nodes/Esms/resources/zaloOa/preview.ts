import type { NotedItem } from '../../operation';
import { zaloPreviewPage } from '../../zalo/render';

const remarks = (texts: string[]) => texts.map((message) => ({ message }));

/** A page with the message in a phone and what was found about it; every value is escaped. */
export const previewOf = (
	message: unknown,
	{ breaches, hints }: Pick<NotedItem, 'breaches' | 'hints'>,
): string => zaloPreviewPage(message, remarks(breaches), remarks(hints));
