import type { IDataObject } from 'n8n-workflow';
import { listFollowers } from '../../nodes/Esms/resources/officialAccount/listFollowers';
import { recordsOf } from '../../nodes/Esms/response/values';
import { partsOf } from '../../nodes/EsmsPollingTrigger/ask';

test.each<[string, number[], number | undefined]>([
	['with a total goes on after a part that misses an entry', [49, 50, 20, 0], 120],
	['with a total ends with the entry that completes it', [50, 20], 70],
	['without a total ends with a short part', [50, 49], undefined],
])('a list %s', async (_what, counts, Total) => {
	const offsets: unknown[] = [];
	const ask = async (_operation: unknown, { Offset }: IDataObject) => {
		const Followers = Array.from({ length: counts[offsets.length] }, (_, index) => ({
			User_Id: Number(Offset) + index,
		}));
		offsets.push(Offset);
		return { Followers, Total } as unknown as IDataObject;
	};
	let read = 0;
	for await (const part of partsOf(ask, listFollowers, {}, (answer) =>
		recordsOf(answer.Followers),
	)) {
		read += part.length;
	}
	expect(offsets).toEqual(counts.map((_, index) => index * 50));
	expect(read).toBe(counts.reduce((sum, count) => sum + count));
});
