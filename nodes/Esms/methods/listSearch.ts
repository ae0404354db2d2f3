import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { resources } from '../resources';
import { listBrandnames } from '../resources/account/listBrandnames';
import { listOfficialAccounts } from '../resources/officialAccount/listOfficialAccounts';
import { searchable } from '../response/template';
import { recordsOf } from '../response/values';
import { listError } from '../run/errors';
import { located, UNRESOLVED } from './located';
import { load, loadSmsTemplates, loadZnsTemplates } from './load';

/** Entries whose name or ID holds the text typed into the search field, in any letter case and without accents. */
function matching(entries: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = searchable(filter.trim());
	return {
		results: entries.filter(({ name, value }) => searchable(`${name} ${value}`).includes(wanted)),
	};
}

/**
 * The value that another list depends on.
 * @throws what to choose first, when it is empty or an expression that has no value while the node is set up
 */
function neededFor(
	context: ILoadOptionsFunctions,
	what: string,
	name: string,
	label: string,
): string {
	const value = located(context, name);
	if (value !== '' && value !== UNRESOLVED) return value;
	throw listError(
		context.getNode(),
		`Choose '${label}' first`,
		value === ''
			? `The list holds the ${what} of the one that is chosen there`
			: `'${label}' is an expression, which has no value before the workflow has run. Run the node before this one, or switch this field from the list to its other mode.`,
	);
}

const brandnameKinds: Record<string, string> = {
	1: 'advertising',
	2: 'customer care',
	23: 'Viber',
};

/** Type of the brandnames that the operation sends with. */
function brandnameTypeOf(context: ILoadOptionsFunctions): string {
	const value = context.getCurrentNodeParameter('operation');
	const operation = resources
		.flatMap(({ operations }) => operations)
		.find((one) => one.value === value);
	return operation?.brandnameType ?? '2';
}

export const listSearch = {
	/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-brandname */
	async searchBrandnames(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const { ListBrandName: list } = await load(this, listBrandnames);
		const type = brandnameTypeOf(this);
		const kind = brandnameKinds[type];
		const entries = recordsOf(list)
			.filter((entry) => String(entry.Type) === type)
			.map(({ Brandname }) => ({
				name: `${String(Brandname)} (${kind})`,
				value: String(Brandname),
			}));
		if (entries.length === 0) {
			throw listError(
				this.getNode(),
				`This account has no brandname for ${kind} yet`,
				'Register one at https://account.esms.vn. It is offered here once the networks have approved it.',
			);
		}
		return matching(entries, filter);
	},

	/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-zalo-oa */
	async searchOfficialAccounts(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const { ZOAList: list } = await load(this, listOfficialAccounts);
		const entries = recordsOf(list).map(({ OAID, OAName }) => ({
			name: String(OAName ?? OAID),
			value: String(OAID),
		}));
		if (entries.length === 0) {
			throw listError(
				this.getNode(),
				'This account has no Official Account yet',
				'Connect your Zalo Official Account to eSMS at https://account.esms.vn. It is offered here afterwards.',
			);
		}
		return matching(entries, filter);
	},

	/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-zalo */
	async searchZaloTemplates(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const oaId = neededFor(this, 'templates', 'oaId', 'Official Account');
		const templates = await loadZnsTemplates(this, oaId);
		const entries = templates.map(({ TempId, TempName }) => ({
			name: TempName ? `${TempName} (${TempId})` : String(TempId),
			value: String(TempId),
		}));
		if (entries.length === 0) {
			throw listError(
				this.getNode(),
				'This Official Account has no ZNS template yet',
				"Register one with 'Register Zalo Template' or at https://account.esms.vn. It is offered here once Zalo has approved it.",
			);
		}
		return matching(entries, filter);
	},

	/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-tin-cham-soc-khach-hang */
	async searchSmsTemplates(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const brandname = neededFor(this, 'registered texts', 'brandname', 'Brandname');
		const templates = await loadSmsTemplates(this, brandname);
		if (templates.length === 0) {
			throw listError(
				this.getNode(),
				'This brandname has no registered text yet',
				"Register one with 'Register SMS Template' or at https://account.esms.vn. It is offered here once a network has approved it.",
			);
		}
		const entries = templates.map(({ content, networks }) => ({
			name: networks.length > 0 ? `${content} (${networks.join(', ')})` : content,
			value: content,
		}));
		return matching(entries, filter);
	},
};
