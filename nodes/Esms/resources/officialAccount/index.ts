import type { Resource } from '../../operation';
import { getOaQuality } from './getOaQuality';
import { getOaQuota } from './getOaQuota';
import { listFollowers } from './listFollowers';
import { listInteractedUsers } from './listInteractedUsers';
import { listOfficialAccounts } from './listOfficialAccounts';
import { listRatings } from './listRatings';
import { purchaseOaPackage } from './purchaseOaPackage';

export const officialAccount: Resource = {
	value: 'officialAccount',
	name: 'Official Account',
	description: 'A Zalo Official Account (OA): quota, quality, users, ratings and package',
	operations: [
		listOfficialAccounts,
		getOaQuota,
		getOaQuality,
		listInteractedUsers,
		listFollowers,
		listRatings,
		purchaseOaPackage,
	],
};
