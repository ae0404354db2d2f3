import { boolean } from './builders';

/** Not sent: shows the message instead of sending it. */
export const previewOnly = boolean({
	name: 'previewOnly',
	displayName: 'Preview Only',
	optional: true,
	description:
		'Whether to send nothing and show the message as on the phone of the receiver, with everything that the rules find. Open it with View in the Binary tab of the output.',
});
