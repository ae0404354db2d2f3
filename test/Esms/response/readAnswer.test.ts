import type { Success } from '../../../nodes/Esms/operation';
import { readAnswer } from '../../../nodes/Esms/response/readAnswer';
import contract from '../../../contract/errors.json';
import { isLinear } from '../../growth';

const CODE_RESULT: Success = { field: 'CodeResult', value: '100' };
const CODE_RESPONSE: Success = { field: 'CodeResponse', value: '100' };
const CODE: Success = { field: 'Code', value: '100' };
const NO_ERROR: Success = { field: 'Error', value: '0' };

const samples = contract.codes.flatMap(({ code, sampleBodies = [] }) =>
	sampleBodies.map((body) => [code, JSON.stringify(body)] as const),
);

describe('readAnswer', () => {
	it.each(samples)('reads code %s from the published body %s', (code, text) => {
		const success = text.includes('CodeResponse') ? CODE_RESPONSE : CODE_RESULT;
		const answer = readAnswer({ statusCode: 200, body: text }, { success });
		expect(answer.code).toBe(code);
		expect(answer.accepted).toBe(code === '100');
		expect(answer.body).toEqual(JSON.parse(text));
	});

	it.each<[string, string, Success, boolean, string, string | null]>([
		['CodeResult', '{"CodeResult":"100","SMSID":"a"}', CODE_RESULT, true, '100', null],
		['CodeResult as a number', '{"CodeResult":100}', CODE_RESULT, true, '100', null],
		['CodeResult in lower case', '{"coderesult":"100"}', CODE_RESULT, true, '100', null],
		['CodeResponse', '{"Balance":1,"CodeResponse":"100"}', CODE_RESPONSE, true, '100', null],
		['CodeResponse as a number', '{"codeResponse":100}', CODE_RESPONSE, true, '100', null],
		['Code', '{"Code":100,"Message":"ok"}', CODE, true, '100', 'ok'],
		['Code as text', '{"code":"100"}', CODE, true, '100', null],
		['Error 0', '{"Data":{},"Error":0,"Message":"Success"}', NO_ERROR, true, '0', 'Success'],
		['Error 0 as text', '{"error":"0"}', NO_ERROR, true, '0', null],
		[
			'an exact name before one in another case',
			'{"coderesult":"99","CodeResult":"100"}',
			CODE_RESULT,
			true,
			'100',
			null,
		],
		[
			'a refusal in CodeResult where CodeResponse is the success',
			'{"CodeResult":"101","ErrorMessage":"Authorize Failed"}',
			CODE_RESPONSE,
			false,
			'101',
			'Authorize Failed',
		],
		[
			'a refusal in CodeResult where Error is the success',
			'{"CodeResult":"101"}',
			NO_ERROR,
			false,
			'101',
			null,
		],
		['CodeResult where Error is the success', '{"CodeResult":"100"}', NO_ERROR, true, '100', null],
		['CodeResponse beside it', '{"CodeResponse":100,"Data":{}}', NO_ERROR, true, '100', null],
		['Error 100', '{"Error":100}', NO_ERROR, false, '100', null],
		[
			'a refusal in Error',
			'{"Error":-109,"Message":"no template"}',
			NO_ERROR,
			false,
			'-109',
			'no template',
		],
		['CodeResult before Code', '{"Code":160,"CodeResult":"101"}', CODE_RESULT, false, '101', null],
		['a code with spaces around it', '{"CodeResult":" 104 "}', CODE_RESULT, false, '104', null],
		[
			'a body with only error',
			'{"error":"Invalid request"}',
			CODE_RESULT,
			false,
			'99',
			'Invalid request',
		],
		[
			'only error, where Error is the success',
			'{"error":"Invalid request"}',
			NO_ERROR,
			false,
			'99',
			'Invalid request',
		],
		[
			'only Error with words',
			'{"Error":"Invalid request"}',
			CODE_RESPONSE,
			false,
			'99',
			'Invalid request',
		],
		[
			'words in Message',
			'{"CodeResult":"110","Message":"bad data"}',
			CODE_RESULT,
			false,
			'110',
			'bad data',
		],
		['100 in CodeResponse of a send', '{"CodeResponse":"100"}', CODE_RESULT, true, '100', null],
		['a refusal in CodeResponse', '{"codeResponse":117}', CODE_RESULT, false, '117', null],
		['100 in CodeResult of a look-up', '{"CodeResult":"100"}', CODE_RESPONSE, true, '100', null],
		[
			'words with spaces around them',
			'{"CodeResult":"110","Message":" a "}',
			CODE_RESULT,
			false,
			'110',
			'a',
		],
		[
			'empty words before others',
			'{"CodeResult":"110","ErrorMessage":" ","Message":"b"}',
			CODE_RESULT,
			false,
			'110',
			'b',
		],
		['a byte order mark', '\uFEFF{"CodeResult":"100"}', CODE_RESULT, true, '100', null],
	])('%s', (_name, text, success, accepted, code, words) => {
		const answer = readAnswer({ statusCode: 200, body: text }, { success });
		expect({ accepted: answer.accepted, code: answer.code, text: answer.text }).toEqual({
			accepted,
			code,
			text: words,
		});
	});

	it.each([
		['nothing', '', 'an empty answer'],
		['white space', ' \r\n', 'an empty answer'],
		[
			'an HTML page',
			'<!DOCTYPE html><html><head><title> 502 Bad Gateway </title></head></html>',
			"an HTML page ('502 Bad Gateway')",
		],
		['an HTML page that begins with words', '<html>secret<body></body></html>', 'an HTML page'],
		['an HTML page without a title', '<html><body>secret</body></html>', 'an HTML page'],
		['plain text', 'Service Unavailable', 'text that is not a JSON object'],
		[
			'a page after an XML declaration',
			'<?xml version="1.0"?>\n<html><title\n lang="en">Down</title>',
			"an HTML page ('Down')",
		],
		['a page whose title is not closed', '<html><title>Down', "an HTML page ('Down')"],
		['a page whose title is empty', '<html><title></title>', 'an HTML page'],
		['a page whose title tag is cut', '<html><title', 'an HTML page'],
		['a page that only has a table', '<html><titles>x</titles>', 'an HTML page'],
		['text that quotes a page', 'see <html><title>x</title>', 'text that is not a JSON object'],
		['a title far down', `<html>${' '.repeat(10_000)}<title>late</title>`, 'an HTML page'],
		[
			'a code with letters before it',
			'{"CodeResult":"x100"}',
			'JSON without a result code of eSMS',
		],
		[
			'a code with letters behind it',
			'{"CodeResult":"100x"}',
			'JSON without a result code of eSMS',
		],
		['a list as code', '{"CodeResult":["100"]}', 'JSON without a result code of eSMS'],
		['an empty complaint', '{"error":" "}', 'JSON without a result code of eSMS'],
		[
			'a complaint beside a name that is left out',
			'{"error":"x","__proto__":1}',
			'JSON without a result code of eSMS',
		],
		['cut JSON', '{"CodeResult":"100"', 'text that is not a JSON object'],
		['a list', '[{"CodeResult":"100"}]', 'text that is not a JSON object'],
		['a JSON text', '"100"', 'text that is not a JSON object'],
		['a JSON number', '100', 'text that is not a JSON object'],
		['null', 'null', 'text that is not a JSON object'],
		['an empty object', '{}', 'JSON without a result code of eSMS'],
		[
			'an object of another server',
			'{"message":"Hello from nginx"}',
			'JSON without a result code of eSMS',
		],
		['a nested code', '{"data":{"CodeResult":"100"}}', 'JSON without a result code of eSMS'],
		['an object as code', '{"CodeResult":{"a":1}}', 'JSON without a result code of eSMS'],
		['true as code', '{"CodeResult":true}', 'JSON without a result code of eSMS'],
		[
			'a code of another server',
			'{"code":504,"message":"timed out"}',
			'JSON without a result code of eSMS',
		],
		[
			'a Code where CodeResult is the success',
			'{"Code":100}',
			'JSON without a result code of eSMS',
		],
		[
			'an Error where CodeResult is the success',
			'{"Error":0}',
			'JSON without a result code of eSMS',
		],
		[
			'an empty CodeResult beside a Code',
			'{"CodeResult":"","Code":"108"}',
			'JSON without a result code of eSMS',
		],
		['words as code', '{"CodeResult":"ok"}', 'JSON without a result code of eSMS'],
	])('sees that %s is no answer of eSMS', (_name, text, received) => {
		const answer = readAnswer({ statusCode: 200, body: text }, { success: CODE_RESULT });
		expect({ accepted: answer.accepted, code: answer.code, text: answer.text }).toEqual({
			accepted: false,
			code: null,
			text: received,
		});
	});

	it('keeps every digit of long ids', () => {
		const { body } = readAnswer(
			{
				statusCode: 200,
				body: '{"CodeResult":100,"OAID":4097311281936189049,"List":[1234567890123456789,5]}',
			},
			{ success: CODE_RESULT },
		);
		expect(body).toEqual({
			CodeResult: 100,
			OAID: '4097311281936189049',
			List: ['1234567890123456789', 5],
		});
	});

	it.each<[string, number, string, string]>([
		[
			'a page of IIS',
			503,
			'<?xml version="1.0"?>\n<!DOCTYPE html><title>Service Unavailable</title>',
			"an HTML page ('Service Unavailable') with HTTP 503",
		],
		['words of a gateway', 502, 'Bad gateway', 'text that is not a JSON object with HTTP 502'],
		['words of a proxy', 400, 'No', 'text that is not a JSON object with HTTP 400'],
		['nothing', 504, '', 'an empty answer with HTTP 504'],
		[
			'JSON of a gateway',
			504,
			'{"code":504,"message":"upstream timed out"}',
			'JSON without a result code of eSMS with HTTP 504',
		],
		[
			'only error, from a server that failed',
			500,
			'{"error":"crash"}',
			'JSON without a result code of eSMS with HTTP 500',
		],
		[
			'more than an error',
			403,
			'{"error":"Forbidden","status":403}',
			'JSON without a result code of eSMS with HTTP 403',
		],
		[
			'more than an error with success',
			200,
			'{"status":504,"error":"Gateway Timeout"}',
			'JSON without a result code of eSMS',
		],
		...[408, 499].map((status): [string, number, string, string] => [
			`only error, of a gateway that gave up with ${status}`,
			status,
			'{"error":"stream timeout"}',
			`JSON without a result code of eSMS with HTTP ${status}`,
		]),
	])('names %s', (_name, statusCode, body, received) => {
		const { code, text } = readAnswer({ statusCode, body }, { success: CODE_RESULT });
		expect({ code, text }).toEqual({ code: null, text: received });
	});

	it('takes a result code for the word of eSMS whatever the HTTP status', () => {
		const { code } = readAnswer(
			{ statusCode: 500, body: '{"CodeResult":"103"}' },
			{ success: CODE_RESULT },
		);
		expect(code).toBe('103');
	});

	it.each([
		['<html>', '<title'],
		['<?xml', ' '],
	])('looks for a title behind %s in linear time', (start, part) => {
		const read = (length: number) =>
			readAnswer(
				{ statusCode: 200, body: start + part.repeat(length / part.length) },
				{ success: CODE_RESULT },
			);
		expect(isLinear(read)).toBe(true);
	});
});
