import type { Handling } from './handling';
import { otpHandling } from './otp';
import { queryHandling } from './queries';
import { registrationHandling } from './registrations';
import { smsHandling } from './sms';
import { voiceHandling } from './voice';
import { zaloOaHandling } from './zaloOa';
import { znsHandling } from './zns';

/** How each operation of the contract is carried out, by its name. */
export const HANDLING: Readonly<Record<string, Handling>> = {
	...smsHandling,
	...znsHandling,
	...zaloOaHandling,
	...otpHandling,
	...voiceHandling,
	...queryHandling,
	...registrationHandling,
};
