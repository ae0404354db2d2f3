const NETWORKS: ReadonlyArray<[number, string, RegExp]> = [
	[1, 'Viettel', /^0(86|9[678]|3[2-9])/],
	[2, 'Mobifone', /^0(89|9[03]|7[06-9])/],
	[3, 'Vinaphone', /^0(88|9[14]|8[1-5])/],
	[4, 'Vietnamobile', /^0(92|5[268])/],
	[5, 'Gmobile', /^0(99|59)/],
	[6, 'Itel', /^087/],
	[7, 'Reddi', /^055/],
];

/** Takes a number as it was sent; returns 0 and its digits, or undefined when it is no phone number. */
export function localPhone(text: string): string | undefined {
	const digits = text.replace(/^(\+?84|0)/, '0');
	return /^0(\d{9}|2\d{9})$/.test(digits) ? digits : undefined;
}

/** Takes a number in local form; returns eSMS's number and name of its network. */
export function networkOf(phone: string): { id: number; name: string } {
	const [id, name] = NETWORKS.find(([, , prefix]) => prefix.test(phone)) ?? [1, 'Viettel'];
	return { id, name };
}
