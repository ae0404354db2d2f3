import { menuOf } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import type { Contract } from '../../simulator/contract';
import { coverageOf } from './coverage';

/** What stands between two comments of the README, by the name in the comments. */
function parts(contract: Contract): Record<string, string> {
	const operations = resources.flatMap(menuOf);
	const rows = resources.flatMap((resource) =>
		menuOf(resource).map(
			({ name, description }, index) =>
				`| ${index === 0 ? `**${resource.name}**` : ''} | ${name} | ${description} |`,
		),
	);
	return {
		size: `${resources.length} resources with ${operations.length} operations`,
		operations: `\n\n| Resource | Operation | What it does |\n|---|---|---|\n${rows.join('\n')}\n\n`,
		rows: String(coverageOf(contract).rows.length),
	};
}

/**
 * The README with its lists and numbers of operations written anew, between `<!-- name -->` and `<!-- /name -->`.
 * @throws Error when the README has no such place for one of them
 */
export const readmeOf = (readme: string, contract: Contract): string =>
	Object.entries(parts(contract)).reduce((text, [name, written]) => {
		const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`, 'g');
		if (!place.test(text)) throw new Error(`README.md has no <!-- ${name} -->`);
		return text.replace(place, (_all, from: string, to: string) => from + written + to);
	}, readme);
