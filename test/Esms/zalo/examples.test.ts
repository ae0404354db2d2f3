import { TEMPLATE_TYPES } from '../../../nodes/Esms/zalo/constants';
import { checkTransactionMessage } from '../../../nodes/Esms/zalo/rules';
import { isValidTransaction, type Json } from './sample';

const examples = TEMPLATE_TYPES.flatMap(({ value }) =>
	['vi', 'en'].map((language) => [value, language] as const),
);

describe('ready-made messages', () => {
	it.each(examples)('%s.%s follows all rules', async (type, language) => {
		const { default: message } = (await import(
			`../../../examples/zalo-messages/${type}.${language}.json`
		)) as { default: Json };
		expect(message.recipient.user_id).toBe('ZALO_USER_ID');
		message.recipient.user_id = '31215806834323092';
		expect(checkTransactionMessage(message)).toEqual({ issues: [], warnings: [] });
		expect(isValidTransaction(message)).toBe(true);
		expect(message.message.attachment.payload).toMatchObject({
			template_type: type,
			language: language.toUpperCase(),
		});
	});
});
