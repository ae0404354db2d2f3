import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { mustGiveValue } from './expressions';
import {
	consultationButtons,
	imageUrl,
	infoImageUrl,
	infoSubtitle,
	infoTitle,
	mediaType,
	text,
	transactionProperties,
} from '../zalo/builder';
import {
	consultationButtonsPayload,
	consultationImagePayload,
	consultationTextBody,
	lostZeroHints,
	payloadFromJson,
	requestUserInfoPayload,
	transactionPayload,
} from '../zalo/payload';
import {
	checkConsultationButtons,
	checkConsultationImage,
	checkConsultationText,
	checkRequestUserInfo,
	checkTransactionMessage,
	type Findings,
} from '../zalo/rules';
import { boolean } from './builders';
import { zaloUserProperty } from './receiver';

/** Notes what the rules found: documented issues refuse, the rest goes out as warnings. */
function note(item: Item, { issues, warnings }: Findings): void {
	for (const issue of issues) item.addIssue(issue);
	for (const warning of warnings) item.addWarning(warning);
}

/** A message to a Zalo user: the receiver, then the parameters that make it. */
function message(
	parameters: INodeProperties[],
	build: (item: Item) => IDataObject | undefined,
	check: (built: IDataObject) => Findings,
): Field {
	return new Field({ parameters: [zaloUserProperty, ...parameters] }, (item) => {
		const built = build(item);
		if (built) note(item, check(built));
		return built;
	});
}

function buildTransaction(item: Item): IDataObject | undefined {
	const userId = item.get('zaloUserId');
	if (item.get('zaloMessageSource') !== 'json') {
		lostZeroHints(item.get('zaloButtons')).forEach(item.addWarning);
		return transactionPayload({
			userId,
			templateType: item.get('zaloTemplateType'),
			language: item.get('zaloLanguage'),
			elements: item.get('zaloElements'),
			buttons: item.get('zaloButtons'),
		});
	}
	const checked = payloadFromJson(item.get('zaloMessageJson'), userId);
	return 'issue' in checked ? item.addIssue(`'Message' ${checked.issue}`) : checked.value;
}

/** Payload of a transaction message. */
export const transaction = message(
	transactionProperties,
	buildTransaction,
	checkTransactionMessage,
);

/** Payload of a consultation image. */
export const consultationImage = message(
	[text, mediaType, imageUrl],
	(item) =>
		consultationImagePayload({
			userId: item.get('zaloUserId'),
			text: item.get('zaloText'),
			mediaType: item.get('zaloMediaType'),
			imageUrl: item.get('zaloImageUrl'),
		}),
	checkConsultationImage,
);

/** Payload of a consultation with buttons. */
export const consultationWithButtons = message(
	[text, consultationButtons],
	(item) => {
		lostZeroHints(item.get('zaloConsultationButtons')).forEach(item.addWarning);
		return consultationButtonsPayload({
			userId: item.get('zaloUserId'),
			text: item.get('zaloText'),
			buttons: item.get('zaloConsultationButtons'),
		});
	},
	checkConsultationButtons,
);

/** Payload of a request for the user's contact details. */
export const userInfoRequest = message(
	[infoTitle, infoSubtitle, infoImageUrl],
	(item) =>
		requestUserInfoPayload({
			userId: item.get('zaloUserId'),
			title: item.get('zaloInfoTitle'),
			subtitle: item.get('zaloInfoSubtitle'),
			imageUrl: item.get('zaloInfoImageUrl'),
		}),
	checkRequestUserInfo,
);

const consultationBody = (item: Item) =>
	consultationTextBody({ userId: item.get('zaloUserId'), text: item.get('zaloText') });

/** User_id of a consultation text, whose receiver stands beside the text instead of in a payload. */
export const consultationUserId = new Field(
	{ parameters: [zaloUserProperty] },
	(item) => consultationBody(item).User_id,
);

/** Content of a consultation text. The rules look at text and receiver together. */
export const consultationText = new Field({ parameters: [text] }, (item) => {
	const body = consultationBody(item);
	note(item, checkConsultationText(body));
	return body.Content;
});

/** Not sent: shows the message instead of sending it. */
const previewSwitch = boolean({
	name: 'previewOnly',
	displayName: 'Preview Only',
	optional: true,
	default: true,
	description:
		'Whether to send nothing (off unless added) and show the message as on the phone of the receiver, with everything that the rules find. Open it with View in the Binary tab of the output.',
});

/** Whether the message is only to be shown. */
export const previewOnly = mustGiveValue(previewSwitch, 'true or false');
