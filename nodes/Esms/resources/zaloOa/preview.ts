import type { ItemWithIssues } from '../../operation';
import { zaloPreviewPage } from '../../zalo/render';

const remarks = (texts: string[]) => texts.map((message) => ({ message }));

/** A page with the message in a phone and what was found about it; every value is escaped. */
export const previewOf = (
	message: unknown,
	{ issues, warnings }: Pick<ItemWithIssues, 'issues' | 'warnings'>,
): string => zaloPreviewPage(message, remarks(issues), remarks(warnings));
