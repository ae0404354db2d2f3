import { Field } from '../operation';

/**
 * A field of the 'Options' collection that a message depends on: where the user has added it with an expression that
 * gives nothing, the item is refused. Taken as off, a message that was to be checked only would be paid for.
 *
 * @param ways what the expression may give instead
 */
export function mustGiveValue(field: Field, ways: string): Field {
	const [{ name, displayName }] = field.options;
	return new Field({ parameters: field.parameters, options: field.options }, (item) => {
		if (!item.isEmptyExpression(name)) return field.read(item);
		return item.addIssue(
			`'${displayName}' is an expression that gives nothing here, let it give ${ways} or remove the option`,
		);
	});
}
