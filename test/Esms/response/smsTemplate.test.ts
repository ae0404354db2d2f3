import { comparison, smsTemplatesIn } from '../../../nodes/Esms/response/smsTemplate';

test('a text that several networks approved is one', () => {
	const entry = (TempId: number, NetworkID: number) => ({
		TempContent: ' a {P1,2} ',
		TempId,
		NetworkID,
	});
	expect(
		smsTemplatesIn({
			BrandnameTemplates: [
				entry(1, 1),
				entry(2, 2),
				entry(3, 99),
				entry(4, 1),
				{ TempId: 5 },
				{ TempContent: 'b' },
			],
		}),
	).toEqual([
		{ content: 'a {P1,2}', ids: ['1', '2', '3', '4'], networks: ['Viettel', 'Mobifone', '99'] },
		{ content: 'b', ids: [], networks: [] },
	]);
});

const template = (content: string, ids: string[] = [], networks: string[] = []) => ({
	content,
	ids,
	networks,
});
const refused = "of the brandname: eSMS answers 146, 'Get Many SMS Templates' lists them";

test.each([
	[
		[],
		false,
		"The brandname has no registered text: eSMS answers 146, register one with 'Register SMS Template'",
	],
	[[template('b')], false, `The text does not match the one registered text ${refused}`],
	[
		[template('b'), template('c')],
		false,
		`The text does not match any of the 2 registered texts ${refused}`,
	],
	[[template('b'), template('a')], true, "The text matches 'a'"],
	[
		[template('a', ['1', '2'], ['Viettel']), template('{P1,1}', ['3'], ['Itel', 'Viettel'])],
		true,
		"The text matches 'a' (template 1, 2), which is registered for Viettel, Itel and for no other network",
	],
])('beside the registered texts %j', (templates, isFit, words) => {
	expect(comparison(templates, 'a')).toEqual({ fits: isFit, words });
});
