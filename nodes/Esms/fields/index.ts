import { Field } from '../operation';
import * as message from './message';
import * as receiver from './receiver';
import * as sender from './sender';
import * as sending from './sending';
import * as template from './template';
import * as variants from './variants';
import * as zalo from './zalo';
import * as zns from './zns';

/** All fields, in the order in which the editor shows them: from whom, to whom, what, how. */
export const fieldOrder: readonly Field[] = [sender, receiver, zns, template, zalo, message, sending, variants].flatMap(
	(fields) => Object.values(fields).filter((field) => field instanceof Field),
);
