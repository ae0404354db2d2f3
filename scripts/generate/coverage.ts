import errors from '../../contract/errors.json';
import rows from '../../contract/menu.json';
import { resources } from '../../nodes/Esms/resources';
import { advice } from '../../nodes/Esms/response/resultCodes';
import type { Contract } from '../../simulator/contract';
import { cases } from '../../test/cases';
import { callsOf, type NodeCall } from './calls';

/** The row of what eSMS calls itself: an event of the trigger, which has tests of its own. */
const inbound = 'M01';

/** A row of eSMS's menus and what in the package does it. */
export interface CoveredRow {
	id: string;
	menuName: string;
	/** The call that the node makes; undefined for what eSMS calls itself, and for a row that nothing covers. */
	made?: NodeCall;
	/** Method and URL of the row in eSMS's documentation. */
	endpoint: string;
	isInbound: boolean;
	/** How many test cases run it. */
	tests: number;
}

/** What of the contract the node covers, by the test cases that prove it. */
export function coverageOf(contract: Contract) {
	const calls = callsOf(contract);
	const proofs = cases.map((one) => ({
		...one,
		made: calls.find(
			({ operation, documented }) =>
				operation.value === one.operation && documented.id === one.call,
		),
	}));
	const codes = errors.codes.map(({ code }) => code);
	return {
		rows: rows.map(({ id, menuName, method, url }): CoveredRow => {
			const own = proofs.filter((one) => one.rows.includes(id));
			return {
				id,
				menuName,
				made: own[0]?.made,
				endpoint: `${method} ${url}`,
				isInbound: id === inbound,
				tests: own.length,
			};
		}),
		endpoints: contract.endpoints.map(({ id }) => ({
			id,
			isReached: proofs.some(({ made }) => made?.documented.endpoint === id),
		})),
		codes: codes.map((code) => ({ code, isAdvised: Object.hasOwn(advice, code) })),
	};
}

/** Label of the option that chooses a variant, and of its choice. */
function optionOf({ operation, variant }: NodeCall): string {
	const { chosenBy } = operation.variants ?? {};
	const [property] = chosenBy ? [...chosenBy.options, ...chosenBy.parameters] : [];
	const choice = property?.options?.find((option) => 'value' in option && option.value === variant);
	return property && choice ? `${property.displayName}: ${choice.name}` : '';
}

function cellsOf({ id, menuName, made, endpoint, isInbound, tests }: CoveredRow): string[] {
	const shown = `\`${endpoint}\``;
	if (isInbound) {
		return [
			id,
			menuName,
			'eSMS Trigger',
			'Short-Code SMS Received',
			'',
			'eSMS calls the workflow',
			'test/EsmsTrigger',
		];
	}
	if (!made) return [id, menuName, '', '', '', shown, '0'];
	const resource = resources.find(({ operations }) => operations.includes(made.operation));
	return [
		id,
		menuName,
		String(resource?.name),
		made.operation.name,
		optionOf(made),
		shown,
		String(tests),
	];
}

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

/** The coverage as a page of the documentation. */
export function coveragePage(contract: Contract): string {
	const { rows: found, endpoints, codes } = coverageOf(contract);
	const done = found.filter(({ made, isInbound }) => made || isInbound).length;
	const reached = endpoints.filter(({ isReached }) => isReached).length;
	const advised = codes.filter(({ isAdvised }) => isAdvised).length;
	const heads = ['Row', 'Menu name', 'Resource', 'Operation', 'Option', 'Endpoint', 'Tests'];
	return `# Coverage of the eSMS API

\`npm run docs\` writes this page from the contract and the test cases; a test keeps it true.

- ${done} of ${found.length} rows of eSMS's menus
- ${reached} of ${endpoints.length} endpoints, each reached by a request that follows the contract
- ${advised} of ${codes.length} result codes with advice; each one that refuses is shown through n8n's engine

Tests counts the cases of \`test/cases\`. Each runs through both of n8n's engine paths against the simulator, which checks the request against \`contract/openapi.yaml\`.

${[heads, heads.map(() => '---'), ...found.map(cellsOf)].map(line).join('\n')}
`;
}
