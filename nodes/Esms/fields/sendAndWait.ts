import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { automaticRequestId } from '../request/requestId';
import { needsUnicode } from '../request/text';
import { consultationButtonsPayload } from '../zalo/payload';
import { checkConsultationButtons } from '../zalo/rules';
import { choice, readText, text } from './builders';
import { formProperty, readFormFields, type FormField } from './form';
import { zaloUserProperty } from './receiver';
import { callbackUrl } from './sending';

/** What a person is asked. */
export interface Question {
	message: string;
	/** What the person can choose; none where there is something to fill in. */
	choices: Choice[];
	/** What the person fills in. */
	fields: FormField[];
	/** Label of what opens the page, and of what sends what was filled in. */
	button: string;
}

/** A button of an approval. */
export interface Choice {
	label: string;
	approved: boolean;
}

const message = text({
	name: 'message',
	displayName: 'Message',
	required: true,
	rows: 4,
	placeholder: 'e.g. Duyệt hoàn tiền đơn 1001?',
	description: 'What to ask the person',
});

const responseType = choice({
	name: 'responseType',
	displayName: 'Response Type',
	description: 'How the person answers',
	options: [
		{ name: 'Approval', value: 'approval' },
		{ name: 'Custom Form', value: 'customForm' },
		{ name: 'Free Text', value: 'freeText' },
	],
	default: 'approval',
});

/** Type and labels of an approval, as n8n's own nodes name them. */
const approvalProperty: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	description: 'Buttons of the page',
	displayOptions: { show: { responseType: ['approval'] } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					noDataExpression: true,
					default: 'single',
					description: 'Whether the person can also decline',
					options: [
						{ name: 'Approve Only', value: 'single' },
						{ name: 'Approve and Disapprove', value: 'double' },
					],
				},
				{
					displayName: 'Approve Button Label',
					name: 'approveLabel',
					type: 'string',
					default: 'Approve',
					description: 'For instance Đồng ý',
				},
				{
					displayName: 'Disapprove Button Label',
					name: 'disapproveLabel',
					type: 'string',
					default: 'Decline',
					description: 'For instance Từ chối',
					displayOptions: { show: { approvalType: ['double'] } },
				},
			],
		},
	],
};

const buttonLabel = text({
	name: 'messageButtonLabel',
	displayName: 'Message Button Label',
	optional: true,
	default: 'Respond',
	description: 'Button of a text or form',
});

/** It decides what is shown, so it takes no expression. */
const typeProperties = responseType.parameters.map((property): INodeProperties => ({
	...property,
	noDataExpression: true,
}));

/** The text of a label, or the usual one where it was left empty. */
function labelOf(item: Item, value: unknown, displayName: string, usual: string): string {
	const read = { ...item, get: () => value };
	return readText(read, { name: '', displayName }) ?? usual;
}

/** A free text is a form of one field, whose label is the question. */
const freeText: FormField = {
	name: 'text',
	label: '',
	type: 'textarea',
	isRequired: true,
	options: [],
};

/** The question of an item; undefined where it asks nothing, which is noted. */
export function readQuestion(item: Item): Question | undefined {
	const asked = message.read(item) as string | undefined;
	const type = responseType.read(item);
	const button = (buttonLabel.read(item) as string | undefined) ?? 'Respond';
	if (asked === undefined) return undefined;
	if (type === 'freeText') return { message: asked, choices: [], fields: [freeText], button };
	if (type === 'customForm') {
		return { message: asked, choices: [], fields: readFormFields(item), button };
	}
	const { values } = (item.get('approvalOptions') || {}) as { values?: IDataObject };
	const approve = labelOf(item, values?.approveLabel, 'Approve Button Label', 'Approve');
	const choices = [{ label: approve, approved: true }];
	if (values?.approvalType === 'double') {
		const decline = labelOf(item, values.disapproveLabel, 'Disapprove Button Label', 'Decline');
		choices.push({ label: decline, approved: false });
	}
	return { message: asked, choices, fields: [], button };
}

/** Name of the waiting page's address among the options of an item that waits; no user's option has it. */
export const ANSWER_URL = '$answerUrl';

/** What stands for the address in a preview: as long as a real one, because a text is charged by its length. */
const sampleUrl = `https://n8n.example.com/webhook-waiting/1000/${'0'.repeat(36)}?token=${'0'.repeat(20)}&signature=${'0'.repeat(64)}`;

/** The address where the person answers. */
const urlOf = (item: Item) => String(item.option(ANSWER_URL) ?? sampleUrl);

const parameters = [...message.parameters, ...typeProperties, approvalProperty, formProperty];
const { options } = buttonLabel;

/** How a link names the button that it stands for: the page shows that one first, and no link answers. */
export const anchorOf = ({ approved }: Choice): string => (approved ? 'yes' : 'no');

/** Payload of a consultation whose buttons open the page. */
export const zaloQuestion = new Field(
	{ parameters: [zaloUserProperty, ...parameters], options },
	(item) => {
		const question = readQuestion(item);
		if (!question) return undefined;
		const url = urlOf(item);
		const links =
			question.choices.length > 0
				? question.choices.map((one) => ({ title: one.label, url: `${url}#${anchorOf(one)}` }))
				: [{ title: question.button, url }];
		const payload = consultationButtonsPayload({
			userId: item.get('zaloUserId'),
			text: question.message,
			buttons: { button: links.map((link) => ({ ...link, type: 'oa.open.url' })) },
		});
		const { issues, warnings } = checkConsultationButtons(payload);
		for (const issue of issues) item.addIssue(issue.replace("'Text'", "'Message'"));
		for (const warning of warnings) item.addWarning(warning.replace("'Text'", "'Message'"));
		return payload;
	},
);

/** Where the text of an SMS names the link. */
const LINK = '{link}';

/** Text of an SMS with the link in it, or behind it. */
const readSmsQuestion = (item: Item): string | undefined => {
	const question = readQuestion(item);
	if (!question) return undefined;
	const { message: asked } = question;
	const placed = asked.includes(LINK) ? asked : `${asked} ${LINK}`;
	return placed.replaceAll(LINK, () => urlOf(item));
};

/** Content of an SMS with the link. */
export const smsQuestion = new Field({ parameters, options }, readSmsQuestion);

/** IsUnicode of that text. */
export const smsQuestionUnicode = new Field({}, (item) =>
	needsUnicode(readSmsQuestion(item) ?? '') ? '1' : '0',
);

/** What a question has of other sends, without a say in it: the Callback URL of the credential, and an ID of its own. */
export const questionDelivery = {
	CallbackUrl: new Field({}, callbackUrl.read),
	/** Under an ID of the user's own, eSMS might keep an earlier question with another link. */
	RequestId: new Field({}, () => automaticRequestId),
};
