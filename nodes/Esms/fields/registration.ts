import { Field } from '../operation';
import { boolean, choice, date, imageUrl, phoneNumber, text, url } from './builders';
import { unicodeOf } from './message';

/** Content of an SMS template. */
export const smsTemplateText = text({
	name: 'smsTemplateText',
	displayName: 'Template Text',
	required: true,
	rows: 4,
	placeholder: 'e.g. {OTP:8} la ma xac minh dang ky Baotrixemay cua ban',
	description: 'Text of the template, with {name:length} where a value goes',
});

/** IsUnicode of an SMS template. */
export const smsTemplateUnicode = unicodeOf(smsTemplateText);

const smsType = choice({
	name: 'smsTemplateType',
	displayName: 'Template Type',
	description: 'Which messages the template is for',
	options: [
		{ name: 'Customer Care / OTP', value: '2' },
		{ name: 'Voice OTP / Fixed Number', value: '8' },
	],
	default: '2',
});

/** SmsType of an SMS template, which this call takes as a number. */
export const smsTemplateType = new Field({ parameters: smsType.parameters }, (item) => {
	const chosen = smsType.read(item);
	return chosen === undefined ? undefined : Number(chosen);
});

/** A document that supports a registration. */
export const documentUrl = url({
	name: 'documentUrl',
	displayName: 'Document URL',
	optional: true,
	placeholder: 'e.g. https://example.com/license.pdf',
	description: 'Where eSMS finds a document that supports the registration',
});

export const customerName = text({
	name: 'customerName',
	displayName: 'Customer Name',
	optional: true,
	placeholder: 'e.g. Nguyen Van A',
	description: 'Name of the customer that the template is for',
});

export const customerEmail = text({
	name: 'customerEmail',
	displayName: 'Customer Email',
	optional: true,
	placeholder: 'e.g. name@email.com',
	description: 'Email address of the customer that the template is for',
});

export const customerPhone = phoneNumber({
	name: 'customerPhone',
	displayName: 'Customer Phone',
	optional: true,
	placeholder: 'e.g. 0901888484',
	description: 'Phone number of the customer that the template is for',
});

/** Content of a ZNS template. */
export const zaloTemplateText = text({
	name: 'zaloTemplateText',
	displayName: 'Template Text',
	required: true,
	rows: 4,
	placeholder: 'e.g. Mã OTP của bạn là {{otp}}',
	description:
		'Text of the template, with {{name}} where a value goes. Keep this field on Fixed: as an expression, n8n would fill in {{name}} itself.',
});

const logo = imageUrl({
	name: 'logoUrl',
	displayName: 'Logo URL',
	required: true,
	placeholder: 'e.g. https://example.com/logo-400x69.png',
	description:
		'Link that ends in .png, to the logo of the Official Account on a transparent, black or white ground. eSMS asks for 400 x 69 pixels, Zalo for 400 x 96: ask eSMS which holds.',
});

/** Logo of a ZNS template: eSMS takes links that end in PNG only. */
export const logoUrl = new Field(logo, (item) => {
	const link = logo.read(item) as string | undefined;
	if (link === undefined || /^[^?#]*\.png(?:[?#]|$)/i.test(link)) return link;
	return item.addIssue("'Logo URL' does not end in .png, eSMS takes a logo as PNG only");
});

/** Where a button of a ZNS template leads; {{name}} stands for a value, so it is not encoded. */
function buttonLink(spec: {
	name: string;
	displayName: string;
	placeholder: string;
	description: string;
}) {
	const link = url({ ...spec, optional: true });
	return new Field(link, (item) =>
		(link.read(item) as string | undefined)?.replace(/%7B%7B([^%]*)%7D%7D/g, '{{$1}}'),
	);
}

export const firstButton = buttonLink({
	name: 'firstButton',
	displayName: 'First Button Link',
	placeholder: 'e.g. https://esms.vn',
	description: 'Where the first button leads',
});

export const secondButton = buttonLink({
	name: 'secondButton',
	displayName: 'Second Button Link',
	placeholder: 'e.g. https://esms.vn/huong-dan',
	description: 'Where the second button leads',
});

const packageChoice = choice({
	name: 'oaPackage',
	displayName: 'Package',
	description: 'Package of the Official Account',
	options: [
		{ name: 'Advanced', value: '2' },
		{ name: 'Premium', value: '3' },
		{ name: 'Trial', value: '1' },
	],
	default: '1',
});

/** Package of an OA, which the call takes as a number. */
export const oaPackage = new Field({ parameters: packageChoice.parameters }, (item) => {
	const chosen = packageChoice.read(item);
	return chosen === undefined ? undefined : Number(chosen);
});

/** First day of a package. */
export const startDate = date({
	name: 'startDate',
	displayName: 'Start Date',
	required: true,
	future: true,
	format: 'yyyy-MM-dd',
	description: 'Day from which the package counts, in Vietnamese time',
});

/** Length of a package. */
export const packageDuration = text({
	name: 'packageDuration',
	displayName: 'Duration',
	required: true,
	placeholder: 'e.g. 12',
	hint: 'eSMS documents no unit for it: ask eSMS before you order',
	description: 'Length of the package, in the unit that eSMS told you',
});

const confirmation = boolean({
	name: 'confirmPurchase',
	displayName: 'Confirm Purchase',
	description: 'Whether to order the package, which costs money and has no sandbox',
});

/** An order spends money: it is refused until it is confirmed. */
export const confirmPurchase = new Field({ parameters: confirmation.parameters }, (item) =>
	confirmation.read(item) === false
		? item.addIssue(
				"'Confirm Purchase' is off, switch it on to order the package, which costs money",
			)
		: undefined,
);
