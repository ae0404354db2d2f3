import type { Resource } from '../operation';
import { account } from './account';
import { sms } from './sms';
import { zaloOa } from './zaloOa';
import { zns } from './zns';

/** The menu of resources, A to Z. */
export const resources: readonly Resource[] = [account, sms, zaloOa, zns];
