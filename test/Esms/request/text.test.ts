import fc from 'fast-check';

import {
	countSegments,
	hasAdvertisingLabel,
	isQuietHour,
	isZaloNight,
	needsUnicode,
	removeAccents,
	segmentsOf,
} from '../../../nodes/Esms/request/text';

const VIETNAMESE = 'aăâbcdđeêghiklmnoôơpqrstuưvxy'
	.split('')
	.flatMap((letter) =>
		['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) =>
			(letter + tone).normalize('NFC'),
		),
	);

describe('removeAccents', () => {
	it.each([
		['Đơn hàng của quý khách đã được giao', 'Don hang cua quy khach da duoc giao'],
		['ĐẶNG THỊ NGỌC QUỲNH', 'DANG THI NGOC QUYNH'],
		['Nguyễn Thị Mỹ Duyên'.normalize('NFD'), 'Nguyen Thi My Duyen'],
		['“Mã” ‘OTP’ – hết hạn — ngay…', '"Ma" \'OTP\' - het han - ngay...'],
		['1\u00A0000\u202Fđ\u200B', '1 000 d'],
		[
			'khuyến mãi 50% [QC] {OTP} https://esms.vn/?a=1&b=2',
			'khuyen mai 50% [QC] {OTP} https://esms.vn/?a=1&b=2',
		],
		['Русский й 日本語 が 한국어 👍🏽', 'Русский й 日本語 が 한국어 👍🏽'],
		['', ''],
	])('%s', (text, plain) => {
		expect(removeAccents(text)).toBe(plain);
	});

	it.each(VIETNAMESE)(
		'turns %s into a letter of the English alphabet, in either case',
		(letter) => {
			expect(removeAccents(letter)).toMatch(/^[a-z]$/);
			expect(removeAccents(letter.toUpperCase())).toMatch(/^[A-Z]$/);
		},
	);

	it('changes nothing that is plain already', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) =>
				expect(removeAccents(text)).toBe(text),
			),
		);
	});
});

describe('needsUnicode', () => {
	it.each([
		['', false],
		['Ma xac thuc cua ban la 123456', false],
		['@£$¥\nØø\rΔ_ΦΓΛΩΠΨΣΘΞÆæß !"#¤%&\'()*+,-./0123456789:;<=>?', false],
		['¡ABCDEFGHIJKLMNOPQRSTUVWXYZ§¿abcdefghijklmnopqrstuvwxyz', false],
		...[...'èéùìòÇÅåÉÄÖÑÜäöñüà'].map((letter): [string, boolean] => [letter, true]),
		['a\u0300', true],
		['Xin chào', true],
		['^{}\\[~]|€\f', false],
		['`', true],
		['Mã', true],
		['đ', true],
		['“', true],
		['ç', true],
		['\t', true],
		['👍', true],
	])('%j: %p', (text, expected) => {
		expect(needsUnicode(text)).toBe(expected);
	});
});

describe('countSegments', () => {
	it.each<[string, string, boolean, number, number]>([
		['nothing', '', false, 0, 0],
		['one character', 'a', false, 1, 1],
		['a full GSM-7 segment', 'a'.repeat(160), false, 160, 1],
		['one more than a full GSM-7 segment', 'a'.repeat(161), false, 161, 2],
		['two full GSM-7 segments', 'a'.repeat(306), false, 306, 2],
		['one more than two full GSM-7 segments', 'a'.repeat(307), false, 307, 3],
		['three full GSM-7 segments', 'a'.repeat(459), false, 459, 3],
		['extension characters that fill a segment', '€'.repeat(80), false, 160, 1],
		['extension characters that overflow it', '€'.repeat(81), false, 162, 2],
		[
			'an extension character that does not fit behind 152',
			`${'a'.repeat(152)}€${'a'.repeat(152)}`,
			false,
			306,
			3,
		],
		['nothing in Unicode', '', true, 0, 0],
		['a full Unicode segment', 'ã'.repeat(70), true, 70, 1],
		['one more than a full Unicode segment', 'ã'.repeat(71), true, 71, 2],
		['two full Unicode segments', 'ã'.repeat(134), true, 134, 2],
		['one more than two full Unicode segments', 'ã'.repeat(135), true, 135, 3],
		['emojis that fill a segment', '👍'.repeat(35), true, 70, 1],
		['emojis that overflow it', '👍'.repeat(36), true, 72, 2],
		['an emoji that does not fit behind 66', `${'ã'.repeat(66)}👍${'ã'.repeat(66)}`, true, 134, 3],
		['plain text sent as Unicode', 'a'.repeat(71), true, 71, 2],
		['Vietnamese sent as GSM-7', 'ã'.repeat(160), false, 160, 1],
	])('%s', (_name, text, unicode, characters, segments) => {
		expect(countSegments(text, unicode)).toEqual({
			encoding: unicode ? 'Unicode' : 'GSM-7',
			characters,
			segments,
		});
		expect(segmentsOf(text, unicode).join('')).toBe(text);
	});
});

describe('hasAdvertisingLabel', () => {
	it.each([
		['[QC] Giam gia 50%', true],
		['[QC]Giam gia', true],
		['  [qc] Giam gia', true],
		['Giam gia [QC]', false],
		['QC Giam gia', false],
		['(QC) Giam gia', false],
		['', false],
	])('%j: %p', (text, expected) => {
		expect(hasAdvertisingLabel(text)).toBe(expected);
	});
});

describe('isQuietHour', () => {
	it.each([
		['2026-01-30T23:59:59Z', true],
		['2026-01-31T00:00:00Z', false],
		['2026-01-31T14:59:59Z', false],
		['2026-01-31T15:00:00Z', true],
		['2026-01-31T17:00:00Z', true],
	])('%s: %p', (iso, expected) => {
		expect(isQuietHour(new Date(iso))).toBe(expected);
	});
});

describe('isZaloNight', () => {
	it.each([
		['2026-01-30T22:59:59Z', true],
		['2026-01-30T23:00:00Z', false],
		['2026-01-31T14:59:59Z', false],
		['2026-01-31T15:00:00Z', true],
	])('%s: %p', (iso, expected) => {
		expect(isZaloNight(new Date(iso))).toBe(expected);
	});
});
