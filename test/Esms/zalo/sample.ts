import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import cases from '../../../contract/zalo-transaction.cases.json';
import schema from '../../../contract/zalo-transaction.schema.json';
import consultation from './consultation.schemas.json';

/** A value of any shape, as JSON.parse gives it. */
export type Json = ReturnType<typeof JSON.parse>;

/** The documented sample of the transaction page, as the contract's cases give it. */
export const sample: Json = cases[0].payload;

/** The parts of a copy of the sample, to be changed by a test. */
export function copyOfSample() {
	const payload = structuredCopy(sample);
	const { attachment } = payload.message;
	const template = attachment.payload;
	const [banner, header, text, table] = template.elements;
	return {
		payload,
		attachment,
		template,
		banner,
		header,
		text,
		table,
		rows: table.content,
		button: template.buttons[0],
	};
}

export function structuredCopy<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T;
}

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(consultation);

const validateTransaction = ajv.compile(schema);

export function isValidTransaction(payload: unknown): boolean {
	return validateTransaction(payload);
}

/** Validation by a component of openapi.yaml (`consultation.schemas.json` is a copy of these). */
export function validatorOf(component: keyof typeof consultation.components.schemas) {
	const validate = ajv.compile({
		$ref: `urn:esms-contract:consultation#/components/schemas/${component}`,
	});
	return (value: unknown): boolean => validate(value) as boolean;
}
