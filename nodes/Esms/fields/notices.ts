import type { INodeProperties } from 'n8n-workflow';
import { Field } from '../operation';

/** A sentence below the fields of an operation, visible without pointing at a label. */
const notice = (
	name: string,
	displayName: string,
	displayOptions?: INodeProperties['displayOptions'],
) => {
	const property: INodeProperties = {
		displayName,
		name,
		type: 'notice',
		default: '',
		...(displayOptions && { displayOptions }),
	};
	return new Field({ parameters: [property] }, () => undefined);
};

/** Below the text of a customer care SMS. */
export const registeredTextNotice = notice(
	'registeredTextNotice',
	"The text must match a template that is registered for the brandname, or eSMS refuses it. 'Get Many SMS Templates' of the resource 'Template' lists them.",
	{ hide: { smsTextSource: ['template'] } },
);

/** Below a question that goes out by SMS. */
export const answerLinkNotice = notice(
	'answerLinkNotice',
	'The link to the page stands where the message says {link}, or at its end. eSMS refuses texts with links that no registered template of the brandname has.',
);

/** Below the text of an advertising SMS. */
export const advertisingNotice = notice(
	'advertisingNotice',
	'Advertising goes to 30 to 5,000 numbers, its text starts with [QC]. Decree 91/2020/ND-CP allows it between 7 and 22 h (Vietnam), at most 3 a day to one number.',
);

/** Below the text of a ZNS that is sent whole. */
export const wholeTextNotice = notice(
	'wholeTextNotice',
	'Write the whole text of an approved ZNS template with its values filled in, accents included. eSMS has to open this way of sending for your account.',
);
