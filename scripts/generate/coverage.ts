import errors from '../../contract/errors.json';
import rows from '../../contract/menu.json';
import { resources } from '../../nodes/Esms/resources';
import { advice } from '../../nodes/Esms/response/resultCodes';
import type { Contract } from '../../simulator/contract';
import { cases } from '../../test/cases';
import { callsOf, type NodeCall } from './calls';

/** Rows of calls that only repeat another one, less safely, and those calls: the node makes the other one. */
const replaced: Readonly<Record<string, string>> = {
	X01: 'getBalanceByPath',
	X02: 'listSentMessagesV1',
};

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
	isReplaced: boolean;
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
	const wanted = contract.endpoints
		.map(({ id }) => id)
		.filter((id) => !Object.values(replaced).includes(id));
	const codes = errors.codes.map(({ code }) => code);
	return {
		rows: rows.map(({ id, menuName, method, url }): CoveredRow => {
			const own = proofs.filter((one) => one.rows.includes(id));
			return {
				id,
				menuName,
				made: own[0]?.made,
				endpoint: `${method} ${url}`,
				isReplaced: id in replaced,
				isInbound: id === inbound,
				tests: own.length,
			};
		}),
		endpoints: wanted.map((id) => ({
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

function cellsOf({
	id,
	menuName,
	made,
	endpoint,
	isReplaced,
	isInbound,
	tests,
}: CoveredRow): string[] {
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
	const call = isReplaced ? `\`${made.call.method} ${made.call.url}\` in place of ${shown}` : shown;
	return [
		id,
		menuName,
		String(resource?.name),
		made.operation.name,
		optionOf(made),
		call,
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

Tests counts the cases of \`test/cases\`. Each runs through both of n8n's engine paths against the simulator, which checks the request against \`contract/openapi.yaml\`. X01 and X02 repeat newer calls, less safely: the node makes those, and their two endpoints are not counted.

${[heads, heads.map(() => '---'), ...found.map(cellsOf)].map(line).join('\n')}
`;
}
