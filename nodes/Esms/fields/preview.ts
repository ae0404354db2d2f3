import { boolean } from './builders';
import { mustGiveValue } from './expressions';

/** Not sent: shows the message instead of sending it. */
const previewSwitch = boolean({
	name: 'previewOnly',
	displayName: 'Preview Only',
	optional: true,
	default: true,
	description: 'Whether to show the message instead of sending it (off unless added)',
});

/** Whether the message is only to be shown. */
export const previewOnly = mustGiveValue(previewSwitch, 'true or false');
