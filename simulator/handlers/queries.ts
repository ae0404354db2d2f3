import {
	BRANDNAMES,
	brandnameOf,
	FOLLOWERS,
	INTERACTED_USERS,
	OFFICIAL_ACCOUNTS,
	templateOf,
	ZNS_TEMPLATES,
	type TemplateVariable,
} from '../account';
import { zaloErrorInfo } from '../callbacks';
import { countersOf, type Message, type Receiver } from '../messages';
import { fieldsOf, listOf, readDate, textOf, wcfDate, type Fields } from '../values';
import { first, unknownOa, type Call, type Handling, type Refusal } from './handling';

const NOTHING = (): undefined => undefined;

/** Any number works as an id of the account. */
const USER_ID = 9999;

const balance: Handling = {
	check: NOTHING,
	answer: ({ world }) => ({ Balance: world.balance, CodeResponse: '100', UserID: USER_ID }),
};

const brandnames: Handling = {
	check: NOTHING,
	answer: () => ({
		CodeResponse: '100',
		ListBrandName: BRANDNAMES.map(({ name, type }) => ({ Brandname: name, Type: type })),
	}),
};

type Sent = { message: Message; receiver: Receiver };

/** Takes a receiver; returns SendResult: 1 delivered, 0 failed, 2 not known yet. */
function sendResult(receiver: Receiver): number {
	if (receiver.sendStatus === 4) return 0;
	return receiver.delivered === undefined ? 2 : receiver.delivered ? 1 : 0;
}

function within(sent: Sent, from: number, to: number): boolean {
	return sent.message.acceptedAt >= from && sent.message.acceptedAt <= to;
}

const sentMessages: Handling = {
	check: NOTHING,
	answer: ({ world, input }) => {
		const from = readDate(textOf(input.from), 'ymd') ?? 0;
		// The last second counts whole: acceptance is kept in milliseconds.
		const to = (readDate(textOf(input.to), 'ymd') ?? 0) + 999;
		const size = Number(input.pagesize);
		const start = (Number(input.page) - 1) * size;
		const found = (world.byType.get(Number(textOf(input.smstype))) ?? []).filter((one) =>
			within(one, from, to),
		);
		return {
			CodeResult: '100',
			CountTotal: found.length,
			SentData: found.slice(start, start + size).map(({ message, receiver }) => ({
				Campaign: message.campaign,
				Content: message.content,
				Phone: receiver.address,
				ReferenceId: message.smsId,
				SellPrice: message.pricePerReceiver,
				SendResult: sendResult(receiver),
				SendStatus: receiver.sendStatus,
				SentTime: wcfDate(message.acceptedAt),
				SmsId: message.portalId,
				SmsType: message.typeId,
			})),
		};
	},
};

const sentMessagesV1: Handling = {
	check: ({ input }) =>
		[input.from, input.to].every((text) => readDate(textOf(text), 'mdy') !== undefined)
			? undefined
			: { code: '140', text: 'Thời gian không hợp lệ' },
	answer: ({ world, input }) => {
		const from = readDate(textOf(input.from), 'mdy') ?? 0;
		const to = (readDate(textOf(input.to), 'mdy') ?? 0) + 24 * 3_600_000;
		return {
			CodeResult: '100',
			// The page names the fields of an item, not the list that holds them.
			SentData: [...world.byType.values()]
				.flat()
				.filter((one) => within(one, from, to))
				.map(({ message, receiver }) => ({
					SentTime: wcfDate(message.acceptedAt),
					SmsId: message.portalId,
					Phone: receiver.address,
					Content: message.content,
					SmsType: message.typeId,
					SentStatus: receiver.sendStatus,
				})),
		};
	},
};

function known(call: Call, id: unknown, code = '105'): Refusal | undefined {
	return call.world.messages.has(textOf(id)) ? undefined : { code };
}

function counters(message: Message): Fields {
	const sum = countersOf(message, message.sent);
	return {
		SMSID: message.smsId,
		SendFailed: sum.failed,
		SendStatus: sum.sendStatus,
		SendSuccess: sum.success,
		TotalPrice: sum.totalPrice,
		TotalReceiver: sum.totalReceiver,
		TotalSent: sum.totalSent,
	};
}

/** Answers about a message that `check` has found. */
function about(call: Call, id: unknown, answer: (message: Message) => Fields): Fields {
	const message = call.world.messages.get(textOf(id));
	return message === undefined ? {} : answer(message);
}

const messageStatus: Handling = {
	check: (call) => known(call, call.input.refid),
	answer: (call) =>
		about(call, call.input.refid, (message) => ({ CodeResponse: '100', ...counters(message) })),
};

const recipients: Handling = {
	check: (call) => known(call, call.input.refid),
	answer: (call) =>
		about(call, call.input.refid, (message) => ({
			CodeResult: '100',
			ReceiverList: message.sent.map((one) => ({
				IsSent: one.sendStatus === 5 || one.sendStatus === 7,
				NetworkName: one.networkName,
				Phone: one.address,
				Retry: 0,
				SentResult: one.delivered === true,
			})),
		})),
};

const MAX_STORED = 200;

const storedCallbacks: Handling = {
	check: (call) => (call.world.tooFast(call.operation.id, 20) ? { code: '160' } : undefined),
	answer: ({ world, input }) => ({
		Code: 100,
		Message: 'Success',
		Data_callback: listOf(input.listrefid)
			.slice(0, MAX_STORED)
			.map((id) => world.messages.get(textOf(id)))
			.filter((message) => message !== undefined)
			.filter(
				(message) =>
					message.callbackUrl !== '' &&
					message.oaId === textOf(input.oaid) &&
					(message.typeId === 24 || message.typeId === 25),
			)
			.map((message) => ({
				...counters(message),
				RequestId: message.requestId === '' ? null : message.requestId,
				TypeId: message.typeId,
				Telcoid: message.sent[0].networkId,
				PhoneNumber: message.sent[0].address,
				CallbackUrl: message.callbackUrl,
				Partnerids: message.sent[0].zaloMessageId,
				ErrorInfo: zaloErrorInfo(message.sent[0]),
				OAId: message.oaId,
				ZnsTempId: message.templateId,
			})),
	}),
};

const deliveryStatus: Handling = {
	check: (call) =>
		first(
			() => textOf(call.input.messageid) === '' && { code: '851' },
			() => call.world.tooFast(call.operation.id, 30) && { code: '160' },
		),
	answer: ({ world, input }) => {
		const found = world.byZaloMessageId.get(textOf(input.messageid));
		const receiver = found?.message.oaId === textOf(input.oaid) ? found.receiver : undefined;
		return {
			CodeResult: '100',
			Data:
				receiver === undefined
					? { message: 'The message does not exist', status: -1 }
					: receiver.deliveredAt === undefined
						? { message: 'The message was not delivered to the user', status: 0 }
						: {
								delivery_time: String(receiver.deliveredAt),
								message: "The message was delivered to the user's phone",
								status: 1,
							},
			ErrorMessage: 'success. ',
		};
	},
};

const znsStatus: Handling = {
	check: (call) =>
		first(
			() => textOf(call.input.smsid) === '' && { code: '851' },
			() => call.world.tooFast(call.operation.id, 100) && { code: '160' },
			() => known(call, call.input.smsid, '854'),
		),
	answer: (call) =>
		about(call, call.input.smsid, (message) => {
			const [receiver] = message.sent;
			const final = receiver.sendStatus === 4 || receiver.sendStatus === 5;
			return {
				CodeResult: '100',
				Data: {
					ErrorInfo: final ? (receiver.delivered === true ? '0' : '-114') : null,
					FinalStatus: final ? '1' : '0',
					...counters(message),
					ZaloMsgId: receiver.zaloMessageId,
				},
			};
		}),
};

const customerCareTemplates: Handling = {
	check: ({ input }) =>
		brandnameOf(input.brandname, 2) === undefined
			? { code: '104', text: 'Brand name code is not exist' }
			: undefined,
	answer: ({ input }) => ({
		BrandnameTemplates: (brandnameOf(input.brandname, 2)?.templates ?? []).map((one) => ({
			NetworkID: one.networkId,
			TempContent: one.content,
			TempId: one.id,
		})),
		CodeResult: '100',
		ErrorMessage: 'success',
	}),
};

const zaloTemplates: Handling = {
	check: ({ input }) => unknownOa(input.oaid),
	answer: ({ input }) => ({
		CodeResult: '100',
		ErrorMessage: 'success',
		ZNSTemplates: ZNS_TEMPLATES.filter(
			(one) => one.oaIds.includes(textOf(input.oaid)) && one.smsType === textOf(input.smstype),
		).map((one) => ({
			TempContent: one.content,
			TempId: Number(one.id),
			TempName: one.name,
			ZNSTempDetail: one.variables.map(({ name, limit, type }, index) => ({
				Limit: limit,
				Param: name,
				ParamLevel: index + 1,
				RequireType: type,
			})),
		})),
	}),
};

const ZALO_TYPES: Record<TemplateVariable['type'], string> = {
	type_text: 'STRING',
	type_number: 'NUMBER',
	type_date: 'DATE',
	type_cta_url: 'STRING',
};

const zaloTemplate: Handling = {
	check: ({ input }) =>
		first(
			() => unknownOa(input.oaid),
			() =>
				templateOf(input.oaid, input.templateid) === undefined && {
					code: '789',
					text: 'TemplateId is not config',
				},
		),
	answer: ({ operation, input }) => {
		const template = templateOf(input.oaid, input.templateid);
		const published = fieldsOf(operation.sample('0'));
		return {
			...published,
			Data: {
				...fieldsOf(published.Data),
				ListButtons: template?.buttons.map(({ title, type, content }) => ({
					Content: content,
					Title: title,
					Type: type,
				})),
				ListParams: template?.variables.map((one) => ({
					AcceptNull: one.acceptNull,
					MaxLength: one.limit,
					MinLength: one.minLength,
					Name: one.name,
					Require: one.required,
					Type: ZALO_TYPES[one.type],
				})),
				...(template?.status && { Status: template.status, Reason: template.reason }),
				TemplateId: Number(template?.id),
				TemplateName: template?.name,
				TemplateTag: template?.tag,
			},
		};
	},
};

const officialAccounts: Handling = {
	check: NOTHING,
	answer: () => ({
		CodeResult: '100',
		ErrorMessage: 'success',
		ZOAList: OFFICIAL_ACCOUNTS.map(({ id, name }) => ({ OAID: id, OAName: name })),
	}),
};

const quota: Handling = {
	check: ({ input }) => unknownOa(input.oaid),
	answer: ({ operation, world, input }) => {
		const sent = [24, 25]
			.flatMap((type) => world.byType.get(type) ?? [])
			.filter(({ message }) => message.oaId === textOf(input.oaid)).length;
		const published = fieldsOf(operation.sample('100'));
		const left = Number(published.DailyQuota) - sent;
		return { ...published, RemainingQuota: Math.max(0, left) };
	},
};

const ratings: Handling = {
	check: ({ input }) => unknownOa(input.oaid),
	answer: ({ world, input }) => {
		const from = readDate(textOf(input.fromtime), 'ymd') ?? 0;
		const to = (readDate(textOf(input.totime), 'ymd') ?? 0) + 999;
		const offset = Number(textOf(input.offset));
		const found =
			templateOf(input.oaid, input.templateid) === undefined
				? []
				: world.ratings.filter(
						({ submitDate }) => Number(submitDate) >= from && Number(submitDate) <= to,
					);
		return {
			CodeResult: '100',
			ErrorMessage: 'success',
			Data: found.slice(offset, offset + Number(textOf(input.limit))),
			Total: found.length,
		};
	},
};

const followers: Handling = {
	check: ({ input }) => unknownOa(input.oaid),
	answer: ({ input }) => {
		const offset = Number(input.offset);
		return {
			CodeResult: '100',
			ErrorMessage: 'success',
			Followers: FOLLOWERS.slice(offset, offset + Number(input.count)).map((id) => ({
				User_Id: id,
			})),
			Total: FOLLOWERS.length,
		};
	},
};

const MAX_OFFSET = 9950;
const MAX_USERS = 50;
const DAY_MS = 24 * 3_600_000;

function wholeNumber(value: unknown, least: number, most: number): boolean {
	return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function dateRefusal(name: string, value: unknown): Refusal | undefined {
	return /^\d\d\/\d\d\/\d{4}$/.test(textOf(value)) && readDate(textOf(value), 'dmy') !== undefined
		? undefined
		: { code: '161', text: `${name} is invalid date format.` };
}

const interactedUsers: Handling = {
	check: ({ input }) =>
		first(
			() => unknownOa(input.oaid),
			() => dateRefusal('FromDate', input.fromdate),
			() => dateRefusal('ToDate', input.todate),
			() =>
				!wholeNumber(input.offset, 0, MAX_OFFSET) && { code: '162', text: 'Offset is invalid.' },
			() => !wholeNumber(input.count, 1, MAX_USERS) && { code: '162', text: 'Count is invalid.' },
		),
	answer: ({ world, input }) => {
		const offset = Number(input.offset);
		const follows = textOf(input.isfollower);
		const tag = textOf(input.tagname);
		const from = readDate(textOf(input.fromdate), 'dmy') ?? 0;
		const to = (readDate(textOf(input.todate), 'dmy') ?? 0) + DAY_MS;
		const since = world.interactions
			.filter(({ at }) => at >= from && at < to)
			.map(({ id }) => ({ id, follows: false, tag: '' }));
		const seen = new Set<string>();
		const found = [...INTERACTED_USERS, ...since].filter(
			(one) =>
				!seen.has(one.id) &&
				seen.add(one.id) &&
				(follows === '' || one.follows === (follows === '1')) &&
				(tag === '' || one.tag === tag),
		);
		return {
			CodeResult: '100',
			Data: {
				Count: input.count,
				Offset: offset,
				Total: found.length,
				Users: found.slice(offset, offset + Number(input.count)).map(({ id }) => id),
			},
		};
	},
};

/** Account, message status, templates and Official Accounts: everything that only reads. */
export const queryHandling: Record<string, Handling> = {
	getBalance: balance,
	getBalanceByPath: balance,
	listBrandnames: brandnames,
	listSentMessages: sentMessages,
	listSentMessagesV1: sentMessagesV1,
	getMessageStatus: messageStatus,
	listMessageRecipients: recipients,
	getZaloCallbacks: storedCallbacks,
	getZnsDeliveryStatus: deliveryStatus,
	queryZnsStatus: znsStatus,
	listCustomerCareTemplates: customerCareTemplates,
	listZaloTemplates: zaloTemplates,
	getZaloTemplate: zaloTemplate,
	listOfficialAccounts: officialAccounts,
	getOaQuota: quota,
	listRatings: ratings,
	listFollowers: followers,
	listInteractedUsers: interactedUsers,
};
