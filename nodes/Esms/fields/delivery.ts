import {
	callbackUrl,
	campaignId,
	receiptUrl,
	requestId,
	sandbox,
	sendDate,
	sendingMode,
} from './sending';

/** Fields that most sends share, by the names that most calls give them. */
const shared = {
	CallbackUrl: callbackUrl,
	RequestId: requestId,
	Sandbox: sandbox,
	SendDate: sendDate,
	SendingMode: sendingMode,
	campaignid: campaignId,
};

type Name = keyof typeof shared;

/**
 * The shared fields that a call takes, for its body.
 * @param names eSMS's names, in the order in which they are sent
 */
export const delivery = (...names: Name[]) =>
	Object.fromEntries(names.map((name) => [name, shared[name]]));

/** The same for a call to one receiver, whose receipt the execution can wait for. */
export const deliveryWithReceipt = (...names: Name[]) => ({
	...delivery(...names),
	CallbackUrl: receiptUrl,
});
