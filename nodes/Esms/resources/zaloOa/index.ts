import type { Resource } from '../../operation';
import { sendAndWait } from './sendAndWait';
import { sendZaloConsultationButtons } from './sendZaloConsultationButtons';
import { sendZaloConsultationImage } from './sendZaloConsultationImage';
import { sendZaloConsultationText } from './sendZaloConsultationText';
import { sendZaloRequestUserInfo } from './sendZaloRequestUserInfo';
import { sendZaloTransaction } from './sendZaloTransaction';

export const zaloOa: Resource = {
	value: 'zaloOa',
	name: 'Zalo OA Message',
	description:
		'Replies, pictures, buttons and transaction messages from an Official Account to a Zalo user',
	operations: [
		sendZaloTransaction,
		sendZaloConsultationText,
		sendZaloConsultationImage,
		sendZaloConsultationButtons,
		sendZaloRequestUserInfo,
	],
	sendAndWait,
};
