import { Field } from '../operation';
import { readPhoneHash } from '../request/hash';
import { userIdHint } from '../zalo/rules';
import { choice, readText, readValue, text } from './builders';
import { content as smsContent, contentProperty } from './message';
import { zaloUserProperty } from './receiver';

/** The Zalo user that receives a ZNS. */
export const zaloUid = new Field({ parameters: [zaloUserProperty] }, (item) => {
	const id = readText(item, { ...zaloUserProperty, maxLength: 20 });
	const hint = id === undefined ? undefined : userIdHint(id);
	if (hint !== undefined) item.addWarning(`'${zaloUserProperty.displayName}' ${hint}`);
	return id;
});

const receiver = {
	name: 'phoneOrHash',
	displayName: 'Phone or Hash',
	required: true,
	placeholder: 'e.g. 0901888484',
	description:
		'Number of the receiver, which the node hashes before it is sent, or the SHA-256 hash of the number with 84 in front',
};

/** HashPhone: 64 hexadecimal digits in place of the number. */
export const phoneOrHash = new Field(text(receiver), (item) =>
	readValue(item, receiver, readPhoneHash),
);

/** SmsType of ZNS and their templates. */
export const znsType = choice({
	name: 'znsType',
	displayName: 'ZNS Type',
	description: 'Type of the ZNS template',
	options: [
		{ name: 'Normal', value: '25', description: 'Customer care templates' },
		{ name: 'Priority', value: '24', description: 'Templates with one-time passwords' },
	],
	default: '25',
});

/** The journey that a message belongs to. */
export const orderId = text({
	name: 'orderId',
	displayName: 'Order ID',
	required: true,
	placeholder: 'e.g. DH00001',
	description: 'ID of the journey: messages with the same ID belong together',
});

/** Text of a ZNS: Zalo shows accents, so nothing is gained by removing them. */
export const znsContent = new Field(
	{
		parameters: [
			contentProperty(
				'Whole text of the ZNS template, with the values filled in and with accents',
				'e.g. Cảm ơn bạn đã mua hàng tại cửa hàng.',
			),
		],
	},
	smsContent.read,
);
