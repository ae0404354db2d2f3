import { randomUUID } from 'crypto';
import type { Account, Heard, Interview, Variation } from './ask';
import { fieldsOf, listOf, type Fields } from './contract';

const DAY = 24 * 3_600_000;
const VIETNAM = 7 * 3_600_000;

/** A moment as a clock at that offset shows it: yyyy-MM-dd HH:mm:ss. */
const clock = (time: number, offset = VIETNAM) =>
	new Date(time + offset).toISOString().slice(0, 19).replace('T', ' ');

/** The day of a moment in Vietnam: yyyy, MM, dd. */
const dayOf = (time: number) => clock(time).slice(0, 10).split('-');
const dayFirst = (time: number) => dayOf(time).reverse().join('/');
const monthFirst = (time: number) => {
	const [year, month, day] = dayOf(time);
	return `${month}/${day}/${year}`;
};

const text = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** What became of the check, besides what was heard. */
export interface Outcome {
	/** What could not be asked, and why. */
	skipped: Array<{ what: string; why: string }>;
	/** Answers to the contract's open questions, by their id. */
	answers: Record<string, string[]>;
	/** Set when a sandbox send cost money: nothing was sent after it. */
	sandboxCharged: boolean;
	/** Whether the keys were taken. */
	keysTaken: boolean;
	/** Whether sandbox sends were made. */
	hasSent: boolean;
}

/** Zalo status 1: on the phone. Another answer has no time of delivery. */
const isDelivered = ({ Data }: Fields) => Number(fieldsOf(Data).status) === 1;

/** The account's Official Accounts, and a template of the first that can be sent. */
interface Official {
	oaIds: string[];
	template?: Fields;
}

/** Makes a sandbox send; undefined when one before it cost money, and nothing is sent any more. */
type Send = (id: string, fields: Fields, variation?: Variation) => Promise<Heard | undefined>;

/** How long a message may be looked up. */
const KEPT_DAYS = 7;
const SMS_TYPES = ['1', '2', '8', '23', '24', '25', '26'];

/** One check of an account: asks, and draws conclusions from the answers. */
class Check {
	readonly outcome: Outcome = {
		skipped: [],
		answers: {},
		sandboxCharged: false,
		keysTaken: false,
		hasSent: false,
	};

	constructor(
		private readonly interview: Interview,
		private readonly account: Account,
		private readonly now: number,
	) {}

	private ask: Interview['ask'] = (...request) => this.interview.ask(...request);

	private skip(what: string, why: string): void {
		this.outcome.skipped.push({ what, why });
	}

	private answer(question: string, line: string): void {
		(this.outcome.answers[question] ??= []).push(line);
	}

	async run(): Promise<Outcome> {
		const balance = await this.ask('getBalance');
		this.outcome.keysTaken = balance.isSuccess;
		if (balance.isSuccess) {
			await this.ask('getBalanceByPath');
			const brandnames = await this.ask('listBrandnames');
			const careNames = this.brandnamesOf(brandnames, 2);
			const careTemplate = await this.customerCareTemplates(careNames);
			const official = await this.officialAccounts();
			await this.messages(official.oaIds);
			await this.transport();
			await this.sends(careTemplate, official, this.brandnamesOf(brandnames, 1)[0]);
			this.countRegenerate();
		}
		this.httpOfRefusals();
		this.typesOfCodes();
		return this.outcome;
	}

	private brandnamesOf({ body }: Heard, type: number): string[] {
		return listOf(body.ListBrandName)
			.map(fieldsOf)
			.filter((one) => Number(one.Type) === type)
			.map((one) => text(one.Brandname));
	}

	/** Templates of the first brandname that has one. */
	private async customerCareTemplates(
		brandnames: string[],
	): Promise<{ brandname: string; content: string } | undefined> {
		await this.ask(
			'listCustomerCareTemplates',
			{ SmsType: '2', Brandname: `NONE-${randomUUID().slice(0, 8)}` },
			{ name: 'a brandname that does not exist', expected: '104' },
		);
		if (brandnames.length === 0) {
			this.skip('listCustomerCareTemplates', 'the account has no customer care brandname');
			return undefined;
		}
		for (const brandname of brandnames.slice(0, 3)) {
			const heard = await this.ask('listCustomerCareTemplates', {
				SmsType: '2',
				Brandname: brandname,
			});
			const contents = listOf(heard.body.BrandnameTemplates).map((one) =>
				text(fieldsOf(one).TempContent),
			);
			const kinds = new Set(contents.flatMap((one) => one.match(/(?<=\{)P\d(?=,\d+\})/g) ?? []));
			if (kinds.size > 0) {
				this.answer(
					'unexplainedFields',
					`Placeholders in customer care templates: ${[...kinds].sort().join(', ')}`,
				);
			}
			if (!heard.isSuccess) continue;
			const asNumber = await this.ask(
				'listCustomerCareTemplates',
				{ SmsType: 2, Brandname: brandname },
				{ name: 'SmsType as a number' },
			);
			this.answer('numberOrString', `SmsType as a number: ${this.verdict(asNumber)}`);
			const otherCase = await this.ask(
				'listCustomerCareTemplates',
				{ SmsType: '2', BrandName: brandname },
				{ name: 'BrandName for Brandname' },
			);
			this.answer('liveBehaviour', `BrandName for Brandname: ${this.verdict(otherCase)}`);
			// The one with the fewest placeholders is the surest to be followed.
			const [shortest] = contents
				.filter((one) => one !== '')
				.sort((a, b) => a.split('{P').length - b.split('{P').length);
			if (shortest) return { brandname, content: shortest };
		}
		return undefined;
	}

	/** Taken, or refused with a code. */
	private verdict({ isSuccess, code, status, isJson, failure }: Heard): string {
		if (failure) return `no answer (${failure})`;
		if (isSuccess) return 'taken';
		if (code !== undefined) return `refused with ${code}, HTTP ${status}`;
		return `no result code, HTTP ${status}${isJson ? '' : ', no JSON'}`;
	}

	private async officialAccounts(): Promise<Official> {
		const heard = await this.ask('listOfficialAccounts');
		const oaIds = listOf(heard.body.ZOAList).map((one) => text(fieldsOf(one).OAID));
		const [oaId] = oaIds;
		if (!oaId) {
			this.skip('Calls about an Official Account', 'the account has none');
			return { oaIds };
		}
		const oa = { OAID: oaId };
		const from = this.now - 30 * DAY;
		await this.ask('getOaQuota', oa);
		const otherCase = await this.ask('getOaQuota', { OAId: oaId }, { name: 'OAId for OAID' });
		this.answer('liveBehaviour', `OAId for OAID: ${this.verdict(otherCase)}`);
		await this.ask('getOaQuota', { OAID: '1' }, { name: 'an OAID that does not exist' });
		await this.ask('getOaQuality', oa);
		await this.ask('listFollowers', { ...oa, Offset: 0, Count: 5 });
		const users = { ...oa, Offset: 0, Count: 5, IsFollower: '', TagName: '' };
		await this.ask('listInteractedUsers', {
			...users,
			FromDate: dayFirst(from),
			ToDate: dayFirst(this.now),
		});
		await this.ask(
			'listInteractedUsers',
			{ ...users, FromDate: clock(from).slice(0, 10), ToDate: dayFirst(this.now) },
			{ name: 'FromDate as yyyy-MM-dd', expected: '161' },
		);
		await this.ask(
			'listInteractedUsers',
			{ ...users, Offset: 9951, FromDate: dayFirst(from), ToDate: dayFirst(this.now) },
			{ name: 'Offset 9951', expected: '162' },
		);
		const template = await this.zaloTemplates(oaId, from);
		return { oaIds, template };
	}

	/** Lists, details and ratings of the OA's templates; returns the details of one that can be sent. */
	private async zaloTemplates(oaId: string, from: number): Promise<Fields | undefined> {
		const ids: string[] = [];
		for (const SmsType of ['25', '24']) {
			const { body } = await this.ask('listZaloTemplates', { OAId: oaId, SmsType });
			ids.push(...listOf(body.ZNSTemplates).map((one) => text(fieldsOf(one).TempId)));
		}
		await this.ask(
			'getZaloTemplate',
			{ TemplateId: '1', OAId: oaId },
			{ name: 'a template that does not exist' },
		);
		if (ids.length === 0) {
			this.skip('getZaloTemplate, listRatings', 'the Official Account has no template');
			return undefined;
		}
		const details: Fields[] = [];
		for (const TemplateId of ids.slice(0, 3)) {
			const { body } = await this.ask('getZaloTemplate', { TemplateId, OAId: oaId });
			details.push({ ...fieldsOf(body.Data), TemplateId });
		}
		const timeouts = details.map(({ Timeout }) => Timeout).filter((one) => one !== undefined);
		if (timeouts.length > 0) {
			const thousands = timeouts.every((one) => Number(one) % 1000 === 0 && Number(one) > 0);
			this.answer(
				'waitUnits',
				`Timeout of ${timeouts.length} templates: ${
					thousands ? 'whole thousands, so milliseconds are likely' : 'not whole thousands'
				}`,
			);
		}
		await this.ratings(oaId, ids[0], from);
		return details.find(({ Status }) => Status === 'ENABLE');
	}

	private async ratings(oaId: string, templateId: string, from: number): Promise<void> {
		const about = { OAID: oaId, TemplateID: templateId, Offset: '0', Limit: '5' };
		const { body } = await this.ask('listRatings', {
			...about,
			FromTime: clock(from),
			ToTime: clock(this.now),
		});
		const asNumbers = await this.ask(
			'listRatings',
			{ ...about, Offset: 0, Limit: 5, FromTime: clock(from), ToTime: clock(this.now) },
			{ name: 'Offset and Limit as numbers' },
		);
		this.answer('numberOrString', `Offset and Limit as numbers: ${this.verdict(asNumbers)}`);
		const moment = Number(text(fieldsOf(listOf(body.Data)[0]).submitDate));
		if (!(moment > 0)) return;
		await this.zoneOf('FromTime and ToTime of the ratings', moment, async (start, end, name) => {
			const window = { ...about, FromTime: start, ToTime: end };
			const answered = await this.ask('listRatings', window, { name, expected: '100' });
			return listOf(answered.body.Data).length;
		});
	}

	/** Asks for a minute around a moment, once as Vietnam's clock shows it and once in UTC. */
	private async zoneOf(
		what: string,
		moment: number,
		count: (start: string, end: string, name: string) => Promise<number>,
	): Promise<void> {
		const minute = 60_000;
		const [vietnam, utc] = [
			await count(
				clock(moment - minute),
				clock(moment + minute),
				"a narrow time on Vietnam's clock",
			),
			await count(clock(moment - minute, 0), clock(moment + minute, 0), 'a narrow time in UTC'),
		];
		const told =
			vietnam > 0 === utc > 0
				? `not told by this account (found ${vietnam > 0 ? 'in both' : 'in neither'})`
				: vietnam > 0
					? "Vietnam's clock (UTC+7)"
					: 'UTC';
		this.answer('timeZone', `${what}: ${told}`);
	}

	private async messages(oaIds: string[]): Promise<void> {
		const period = { From: clock(this.now - KEPT_DAYS * DAY), To: clock(this.now) };
		const paging = { Page: 1, PageSize: 50 };
		const sent: Fields[] = [];
		for (const SmsType of SMS_TYPES) {
			const { body } = await this.ask('listSentMessages', { SmsType, ...period, ...paging });
			sent.push(...listOf(body.SentData).map((one) => ({ ...fieldsOf(one), asked: SmsType })));
		}
		const asText = await this.ask(
			'listSentMessages',
			{ SmsType: '2', ...period, Page: '1', PageSize: '50' },
			{ name: 'Page and PageSize as text' },
		);
		this.answer('numberOrString', `Page and PageSize as text: ${this.verdict(asText)}`);
		await this.ask(
			'listSentMessages',
			{ SmsType: '2', From: 'yesterday', To: 'today', ...paging },
			{ name: 'dates that are none' },
		);
		await this.firstSentList();
		await this.sentTimes(sent, paging);
		await this.statuses(sent, oaIds);
	}

	private async firstSentList(): Promise<void> {
		const heard = await this.ask('listSentMessagesV1', {
			From: monthFirst(this.now - KEPT_DAYS * DAY),
			To: monthFirst(this.now),
		});
		const lists = Object.entries(heard.body).filter(([, value]) => Array.isArray(value));
		const fields = lists.flatMap(([, value]) => Object.keys(fieldsOf(listOf(value)[0])));
		this.answer(
			'firstSentList',
			`${this.verdict(heard)}${lists
				.map(([name]) => `, list in ${this.interview.showName(name)}`)
				.join('')}${
				fields.length > 0 ? ` of ${fields.map(this.interview.showName).sort().join(', ')}` : ''
			}`,
		);
		const refused = await this.ask(
			'listSentMessagesV1',
			{ From: '31/31/2026', To: '31/31/2026' },
			{ name: 'dates that are none' },
		);
		this.answer(
			'firstSentList',
			`With dates that are none: ${this.verdict(refused)}, fields ${refused.names.join(', ') || 'none'}`,
		);
	}

	/** The time zone of From and To, by a message whose time the server gives with its offset. */
	private async sentTimes(sent: Fields[], paging: Fields): Promise<void> {
		const dated = sent
			.map((one) => ({
				type: one.asked,
				at: Number(/\((\d{12,13})/.exec(text(one.SentTime))?.[1]),
				id: text(one.ReferenceId),
			}))
			.filter(({ at }) => at > 0);
		if (dated.length === 0) {
			this.skip('Time zone of From and To', 'no message of the last 7 days has a time');
			return;
		}
		const [{ type, at, id }] = dated;
		await this.zoneOf('From and To of the sent messages', at, async (From, To, name) => {
			const request = { SmsType: type, From, To, ...paging };
			const { body } = await this.ask('listSentMessages', request, { name, expected: '100' });
			return listOf(body.SentData).filter((one) => text(fieldsOf(one).ReferenceId) === id).length;
		});
	}

	private async statuses(sent: Fields[], oaIds: string[]): Promise<void> {
		const unknown = (expected: string) => ({ name: 'an SMSID that does not exist', expected });
		const none = randomUUID();
		await this.ask('getMessageStatus', { RefId: none }, unknown('105'));
		await this.ask('listMessageRecipients', { RefId: none }, unknown('105'));
		await this.ask('queryZnsStatus', { SmsId: none, SmsType: '25' }, unknown('854'));
		await this.ask('getCallStatus', { ReferenceId: none }, unknown('105'));

		const done = sent.filter((one) => text(one.ReferenceId) !== '' && Number(one.SendStatus) === 5);
		const [newest] = done;
		if (newest) {
			const RefId = text(newest.ReferenceId);
			await this.ask('getMessageStatus', { RefId });
			await this.ask('listMessageRecipients', { RefId });
			const otherCase = await this.ask(
				'getMessageStatus',
				{ refid: RefId },
				{ name: 'refid for RefId' },
			);
			this.answer('liveBehaviour', `refid for RefId: ${this.verdict(otherCase)}`);
		} else {
			this.skip('getMessageStatus, listMessageRecipients', 'no message of the last 7 days');
		}
		const zns = done.filter(({ asked }) => asked === '24' || asked === '25');
		if (zns.length === 0) {
			this.skip(
				'queryZnsStatus, getZnsDeliveryStatus, getZaloCallbacks',
				'no ZNS of the last 7 days',
			);
			return;
		}
		const reached = zns.find(({ SendResult }) => Number(SendResult) === 1);
		const { ReferenceId, asked } = reached ?? zns[0];
		const SmsId = text(ReferenceId);
		const { body } = await this.ask('queryZnsStatus', { SmsId, SmsType: asked });
		const MessageId = text(fieldsOf(body.Data).ZaloMsgId);
		// No answer says which Official Account sent a message.
		for (const oaId of oaIds.slice(0, 3)) {
			await this.ask('getZaloCallbacks', { ListRefid: [SmsId], OAId: oaId });
			if (MessageId === '') continue;
			await this.ask('getZnsDeliveryStatus', { OAID: oaId, MessageId }, { isWhole: isDelivered });
		}
	}

	/** What the server makes of requests that no page shows. */
	private async transport(): Promise<void> {
		const wrongKeys = { apiKey: `NONE-${randomUUID()}`, secretKey: `NONE-${randomUUID()}` };
		const keys = { name: 'keys that do not exist', keys: wrongKeys, expected: '101' };
		await this.ask('getBalance', {}, keys);
		await this.ask('listBrandnames', {}, keys);
		await this.ask('getMessageStatus', { RefId: randomUUID() }, keys);
		await this.ask('getZaloTemplate', { TemplateId: '1', OAId: '1' }, keys);
		await this.ask('getZaloCallbacks', { ListRefid: ['1'], OAId: '1' }, keys);
		await this.ask('getBalance', {}, { name: 'a body that is no JSON', rawBody: '{"ApiKey":' });
		await this.ask('getBalance', {}, { name: 'an empty body', rawBody: '' });
		await this.ask(
			'getBalance',
			{},
			{ name: 'an address that does not exist', url: (url) => `${url}_none` },
		);
		const told: Array<[string, Parameters<Interview['ask']>[2]]> = [
			['A slash at the end of GetBalance_json', { url: (url) => `${url}/` }],
			[
				'mainservice.svc for MainService.svc',
				{ url: (url) => url.replace('MainService', 'mainservice') },
			],
			[
				'apikey and secretkey for ApiKey and SecretKey',
				{ keyNames: { apiKey: 'apikey', secretKey: 'secretkey' } },
			],
		];
		for (const [name, variation] of told) {
			const heard = await this.ask('getBalance', {}, { name, ...variation });
			this.answer('liveBehaviour', `${name}: ${this.verdict(heard)}`);
		}
	}

	private async sends(
		care: { brandname: string; content: string } | undefined,
		{ oaIds: [oaId], template }: Official,
		advertising: string | undefined,
	): Promise<void> {
		const { phone } = this.account;
		if (!phone) {
			this.skip('Sandbox sends', 'no phone number was given for them');
			return;
		}
		const before = await this.balance();
		if (before === undefined) {
			this.skip('Sandbox sends', 'the balance could not be read, so nothing would tell their cost');
			return;
		}
		/** Sends, and looks at the balance before anything else is sent. */
		const send: Send = async (id, fields, variation = {}) => {
			if (this.outcome.sandboxCharged) return undefined;
			this.outcome.hasSent = true;
			const heard = await this.ask(id, { ...fields, Sandbox: '1' }, variation);
			const after = await this.balance();
			if (after === undefined || after < before) this.outcome.sandboxCharged = true;
			return heard;
		};
		if (care) await this.customerCare(care, phone, send);
		else this.skip('sendCustomerCareSms', 'the account has no customer care template');
		if (template && oaId) {
			await send('sendZns', {
				OAID: oaId,
				Phone: phone,
				TempID: text(template.TemplateId),
				TempData: valuesFor(template),
			});
		} else this.skip('sendZns', 'no Zalo template of the account is enabled');
		if (advertising) {
			await send(
				'sendAdvertisingSms',
				{ Brandname: advertising, SmsType: '1', Phones: [phone], Content: 'QC' },
				{ name: 'one number, where 30 are needed', expected: '107' },
			);
		} else this.skip('sendAdvertisingSms', 'the account has no advertising brandname');
		if (this.outcome.sandboxCharged) {
			this.skip('Further sandbox sends', 'the balance fell, or could not be read any more');
		}
	}

	private async customerCare(
		{ brandname, content }: { brandname: string; content: string },
		phone: string,
		send: Send,
	): Promise<void> {
		let serial = Math.floor(this.now / 1000) % 10_000;
		/** The registered text with new digits: eSMS takes the same text only once in five minutes. */
		const fields = (): Fields => ({
			Phone: phone,
			Brandname: brandname,
			SmsType: '2',
			IsUnicode: /[^\x20-\x7E\s]/.test(content) ? '1' : '0',
			Content: content.replaceAll(/\{P\d,(\d+)\}/g, (_, limit: string) =>
				String(serial++).slice(-Number(limit)),
			),
		});
		const first = await send('sendCustomerCareSms', fields());
		if (first?.isSuccess) {
			const status = await this.ask(
				'getMessageStatus',
				{ RefId: text(first.body.SMSID) },
				{ name: 'the SMSID of a sandbox send' },
			);
			this.answer('liveBehaviour', `Status of a sandbox send: ${this.verdict(status)}`);
		}
		const told = async (question: string, what: string, changes: Fields) => {
			const request = { ...fields(), ...changes };
			const heard = await send('sendCustomerCareSms', request, { name: what });
			if (heard) this.answer(question, `${what}: ${this.verdict(heard)}`);
		};
		const local = phone.replace(/^(?:\+?84|0)/, '');
		await told('phoneFormats', 'Phone as 0…', { Phone: `0${local}` });
		await told('phoneFormats', 'Phone as 84…', { Phone: `84${local}` });
		await told('phoneFormats', 'Phone as +84…', { Phone: `+84${local}` });
		await told('phoneFormats', 'Phone with spaces', {
			Phone: `0${local}`.replace(/(.{4})(.{3})/, '$1 $2 '),
		});
		await told('numberOrString', 'SmsType of a send as a number', { SmsType: 2 });
		await told('numberOrString', 'IsUnicode as a number', { IsUnicode: 0 });
		const requestId = { RequestId: `check-${randomUUID()}` };
		await told('liveBehaviour', 'A sandbox send with a Request ID', requestId);
		await told('liveBehaviour', 'The same Request ID in a second sandbox send', requestId);
		// An hour ago in Vietnam is in the future for a server that reads UTC.
		await told('timeZone', 'SendDate a day ago', { SendDate: clock(this.now - DAY) });
		await told('timeZone', 'SendDate an hour ago in Vietnam', {
			SendDate: clock(this.now - DAY / 24),
		});
		await told('timeZone', 'SendDate in an hour in Vietnam', {
			SendDate: clock(this.now + DAY / 24),
		});
	}

	private async balance(): Promise<number | undefined> {
		const { body, isSuccess } = await this.ask('getBalance');
		const entry = Object.entries(body).find(([name]) => name.toLowerCase() === 'balance');
		const balance = text(entry?.[1]);
		return isSuccess && balance !== '' && Number.isFinite(Number(balance))
			? Number(balance)
			: undefined;
	}

	private countRegenerate(): void {
		const values = this.interview.heard
			.map(({ body }) => body.CountRegenerate)
			.filter((value) => value !== undefined);
		if (values.length === 0) return;
		const isZero = values.every((value) => Number(value) === 0);
		this.answer(
			'unexplainedFields',
			`CountRegenerate: ${isZero ? '0' : 'not always 0'} in ${values.length} answers`,
		);
	}

	private httpOfRefusals(): void {
		const refused = this.interview.heard.filter(
			({ isSuccess, isElsewhere, status }) => !isSuccess && !isElsewhere && status !== undefined,
		);
		const counts = new Map<string, number>();
		for (const { status, mediaType, isJson } of refused) {
			const line = `HTTP ${status}, ${mediaType || 'no media type'}, ${isJson ? 'JSON' : 'no JSON'}`;
			counts.set(line, (counts.get(line) ?? 0) + 1);
		}
		for (const [line, count] of counts) {
			this.answer('errorHttpStatus', `${line}: ${count} of ${refused.length} refusals`);
		}
	}

	private typesOfCodes(): void {
		const counts = new Map<string, number>();
		for (const { codeField, codeType } of this.interview.heard) {
			if (codeField === undefined) continue;
			const line = `${codeField} as ${codeType === 'string' ? 'text' : 'a number'}`;
			counts.set(line, (counts.get(line) ?? 0) + 1);
		}
		for (const [line, count] of counts) {
			this.answer('liveBehaviour', `Result code in ${line}: ${count} answers`);
		}
	}
}

/** Values for a Zalo template's variables, as short as their types allow. */
function valuesFor(template: Fields): Record<string, string> {
	return Object.fromEntries(
		listOf(template.ListParams)
			.map(fieldsOf)
			.map(({ Name, Type, MinLength }) => {
				const [isDate, isNumber] = [/date/i, /number/i].map((kind) => kind.test(text(Type)));
				const shortest = (isNumber ? '1' : 'a').repeat(Math.max(1, Number(text(MinLength))));
				return [text(Name), isDate ? '01/01/2026' : shortest];
			}),
	);
}

/**
 * Asks an account's server all that can be asked without changing, sending or paying anything.
 *
 * @param interview makes the requests, and keeps what was heard
 * @param account the phone number for sandbox sends is its own
 * @param now milliseconds since 1970
 */
export async function checkAccount(
	interview: Interview,
	account: Account,
	now = Date.now(),
): Promise<Outcome> {
	return await new Check(interview, account, now).run();
}
