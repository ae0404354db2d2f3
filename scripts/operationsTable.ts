import { resources } from '../nodes/Esms/resources';

const start = '<!-- operations -->';
const end = '<!-- /operations -->';

/** The operations of the node as a table in Markdown, in the order of n8n's actions list. */
function operationsTable(): string {
	const rows = resources.flatMap(({ name: resource, operations }) =>
		operations.map(
			({ name, description }, index) =>
				`| ${index === 0 ? `**${resource}**` : ''} | ${name} | ${description} |`,
		),
	);
	return ['| Resource | Operation | What it does |', '|---|---|---|', ...rows].join('\n');
}

/**
 * The README with the table of operations as it is now.
 * @param readme with the two marks between which the table stands
 */
export function withOperations(readme: string): string {
	const [before, rest] = readme.split(start);
	const [, after] = rest.split(end);
	return `${before}${start}\n\n${operationsTable()}\n\n${end}${after}`;
}
