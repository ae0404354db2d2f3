import type { IDataObject } from 'n8n-workflow';
import { legsOf } from '../request/requestId';
import { needsUnicode } from '../request/text';
import { quoted } from '../response/resultCodes';
import { receiversOf } from '../response/sent';
import { comparison, smsTemplatesIn } from '../response/smsTemplate';
import { numberOf, recordOf, recordsOf, textOf } from '../response/values';
import { renderZaloMessage } from '../zalo/render';
import { lines } from '../../shared/html';
import type { Preview } from './page';
import { smsFacts, smsScreen, type SmsText } from './sms';
import { viberScreen } from './viber';
import { callScreen } from './voice';
import { znsScreen, type TemplateContent } from './zns';

/** What eSMS answered to the look-ups of a preview, in their order; undefined for one that it refused. */
type Found = ReadonlyArray<IDataObject | undefined>;

/** What is shown of a request. */
type Shown = (body: IDataObject, found: Found) => Preview;

/** Receivers that a fact names. */
const SHOWN = 3;

/** To whom and when. */
function sendingFacts(sent: IDataObject): string[] {
	const receivers = receiversOf(sent).filter((one) => one !== '');
	const more = receivers.length > SHOWN ? ` and ${receivers.length - SHOWN} more` : '';
	const date = textOf(sent.SendDate ?? sent.SENDDATE);
	return [
		...(receivers.length > 0 ? [`To: ${receivers.slice(0, SHOWN).join(', ')}${more}`] : []),
		...(date === null ? [] : [`Send Date: ${date}, Vietnam time`]),
	];
}

/** Text and sender of an SMS, however the call spells them. */
function smsOf(sent: IDataObject, text = textOf(sent.Content ?? sent.CONTENT) ?? ''): SmsText {
	return {
		sender: textOf(sent.Brandname ?? sent.BRANDNAME) ?? '',
		text,
		isUnicode: sent.IsUnicode === undefined ? needsUnicode(text) : sent.IsUnicode === '1',
	};
}

/** What the registered texts say about a text: a fact when it fits one, a warning when eSMS would refuse it. */
function compared(text: string, templates: IDataObject | undefined): Partial<Preview> {
	if (text === '') return {};
	if (templates === undefined) {
		return { facts: ['The registered texts of the brandname could not be looked up'] };
	}
	const { fits, words } = comparison(smsTemplatesIn(templates), text);
	return fits ? { facts: [words] } : { warnings: [words] };
}

/** A customer care SMS, compared with the registered texts. */
export const customerCareSms: Shown = (sent, [templates]) => {
	const sms = smsOf(sent);
	const { facts = [], warnings } = compared(sms.text, templates);
	return {
		title: 'SMS Preview',
		screens: [smsScreen(sms)],
		facts: [...facts, ...smsFacts(sms), ...sendingFacts(sent)],
		warnings,
	};
};

/** An SMS without registered texts: advertising. */
export const plainSms: Shown = (sent) => {
	const sms = smsOf(sent);
	return {
		title: 'SMS Preview',
		screens: [smsScreen(sms)],
		facts: [...smsFacts(sms), ...sendingFacts(sent)],
	};
};

const SAMPLE_DIGITS = '1234567890';

/** An SMS with a code that eSMS makes: the preview has one of its own. */
export const codeSms: Shown = (sent, [templates]) => {
	const length = Math.min(numberOf(sent.NumCharOfCode) ?? 6, SAMPLE_DIGITS.length);
	const code = SAMPLE_DIGITS.slice(0, length);
	const sms = smsOf(sent, (textOf(sent.message) ?? '').replaceAll('{OTP}', code));
	const { facts = [], warnings } = compared(sms.text, templates);
	return {
		title: 'SMS Preview',
		screens: [smsScreen(sms)],
		facts: [
			`${code} stands for the code, which eSMS makes when the message is sent`,
			...facts,
			...smsFacts(sms),
			...sendingFacts(sent),
		],
		warnings,
	};
};

/** A code by a pair of templates, whose texts eSMS does not give. */
export const codeByTemplates: Shown = (sent) => ({
	title: 'Multi-Channel Preview',
	screens: [
		{
			kind: 'zalo',
			sender: 'Official Account',
			chat: `<article class="zns"><p class="unknown">Multi-channel template ${lines(textOf(sent.MultiChannelTempId) ?? '')} with a code that eSMS makes. eSMS gives no way to look its texts up.</p></article>`,
		},
	],
	facts: sendingFacts(sent),
});

/** How many look-ups a ZNS has: two lists, and the details. */
const ZNS_LOOKUPS = 3;

/** A leg that is a ZNS: its screen, and what is known about its template. */
function znsLeg(sent: IDataObject, found: Found, caption?: string) {
	const [normal, priority, details] = found;
	const id = textOf(sent.TempID);
	const template = [normal, priority]
		.flatMap((list) => recordsOf(list?.ZNSTemplates))
		.find(({ TempId }) => textOf(TempId) === id);
	const data = recordOf(details?.Data);
	const content: TemplateContent | undefined = template && {
		content: String(template.TempContent ?? ''),
		order: recordsOf(template.ZNSTempDetail)
			.sort((a, b) => (numberOf(a.ParamLevel) ?? 0) - (numberOf(b.ParamLevel) ?? 0))
			.map(({ Param }) => String(Param)),
		buttons: recordsOf(data.ListButtons).map(({ Title, Content }) => ({
			title: textOf(Title) ?? '',
			content: textOf(Content) ?? '',
		})),
	};
	const warnings: string[] = [];
	const [status, reason] = [textOf(data.Status), textOf(data.Reason)];
	if (status !== null && status !== 'ENABLE') {
		warnings.push(
			`Template ${id} cannot be sent: its status is ${quoted(status)}${reason ? ` (${quoted(reason)})` : ''}`,
		);
	} else if (id !== null && template === undefined && normal && priority && !details) {
		warnings.push(`The Official Account has no template ${id}: eSMS answers 789`);
	}
	const values = (sent.TempData ?? sent.Params) as unknown;
	const name = textOf(template?.TempName ?? data.TemplateName);
	return {
		screen: znsScreen(values, content, 'Official Account', caption),
		facts: [`ZNS template: ${name === null ? id : `${name} (${id})`}`],
		warnings,
	};
}

/** A ZNS from a template, with the template's own content where eSMS gives it. */
export const zns: Shown = (sent, found) => {
	const [entry] = recordsOf(sent.Data);
	const { screen, facts, warnings } = znsLeg({ ...sent, ...entry }, found);
	return {
		title: 'ZNS Preview',
		screens: [screen],
		facts: [...facts, ...sendingFacts({ ...sent, ...entry })],
		warnings,
	};
};

/** A ZNS whose whole text is given. */
export const znsFullContent: Shown = (sent) => ({
	title: 'ZNS Preview',
	screens: [
		{
			kind: 'zalo',
			sender: 'Official Account',
			chat: `<article class="zns"><p>${lines(sent.Content)}</p></article>`,
		},
	],
	facts: sendingFacts(sent),
});

/** A ZNS, and the SMS that takes its place where Zalo does not reach the person. */
export const multiChannel: Shown = (sent, found) => {
	const [zalo, leg] = legsOf(sent);
	const sms = smsOf(leg);
	const first = znsLeg(zalo, found.slice(0, ZNS_LOOKUPS), 'First: Zalo');
	const { facts = [], warnings = [] } = compared(sms.text, found[ZNS_LOOKUPS]);
	return {
		title: 'Multi-Channel Preview',
		screens: [first.screen, smsScreen(sms, 'Where Zalo does not reach the person: SMS')],
		facts: [...first.facts, ...facts, ...smsFacts(sms), ...sendingFacts(sent)],
		warnings: [...first.warnings, ...warnings],
	};
};

/** A Viber message. */
export const viber: Shown = (sent) => ({
	title: 'Viber Preview',
	screens: [
		viberScreen({
			sender: textOf(sent.Brandname) ?? '',
			text: sent.Content,
			imageUrl: sent.OttImgUrl ?? sent.OTTImgUrl,
			button: sent.OttLabel ?? sent.OTTLabel,
			buttonUrl: sent.OttUrl ?? sent.OTTUrl,
		}),
	],
	facts: sendingFacts(sent),
});

const call = (sent: IDataObject, heard: string[], facts: string[] = []): Preview => ({
	title: 'Call Preview',
	screens: [callScreen(textOf(sent.Phone) ?? '', heard)],
	facts: [...facts, ...sendingFacts(sent)],
});

/** A call that reads a code out. */
export const voiceOtp: Shown = (sent) => call(sent, [textOf(sent.Content ?? sent.Code) ?? '']);

/** A call from a script, which eSMS gives no way to look up. */
export const callScript: Shown = (sent) => {
	const values = (textOf(sent.VariableListStr) ?? '').split('||').filter((value) => value !== '');
	return call(
		sent,
		values.length > 0
			? values.map((value, index) => `${index + 1}: ${value}`)
			: ['The script, without values'],
		[
			`Call template ${textOf(sent.TemplateId) ?? ''}: eSMS gives no way to look its text up, so only the values are shown`,
		],
	);
};

/** A call that plays a recording. */
export const recording: Shown = (sent) => {
	const key = textOf(sent.Ivr);
	const forward = textOf(sent.NumberForward);
	return call(
		sent,
		[`Recording ${textOf(sent.TemplateId) ?? ''}`],
		key !== null && forward !== null ? [`Key ${key} forwards the call to ${forward}`] : [],
	);
};

/** A message of an Official Account. */
export const zaloMessage =
	(messageOf: (sent: IDataObject) => unknown): Shown =>
	(sent) => ({
		title: 'Zalo Message Preview',
		screens: [
			{ kind: 'zalo', sender: 'Official Account', chat: renderZaloMessage(messageOf(sent)) },
		],
		facts: sendingFacts(sent),
	});
