import { boolean } from './builders';

/** Not sent: shows the message instead of sending it. */
export const previewOnly = boolean({
	name: 'previewOnly',
	displayName: 'Preview Only',
	optional: true,
	default: true,
	description:
		'Whether to show the message as its receiver would see it instead of sending it (off unless added). Open it with View in the Binary tab of the output.',
});
