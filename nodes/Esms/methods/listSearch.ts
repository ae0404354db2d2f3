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
		value === ''
			? `Choose '${label}' first: the list holds its ${what}`
			: `'${label}' is an expression, which has no value yet: run the node before this one, or switch this field from the list to its other mode`,
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
				`No brandname for ${kind} yet: register one at https://account.esms.vn, it is offered here once the networks have approved it`,
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
				'No Official Account yet: connect yours to eSMS at https://account.esms.vn, it is offered here afterwards',
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
				"No ZNS template of this Official Account yet: register one with 'Register Zalo Template' or at https://account.esms.vn, it is offered here once Zalo has approved it",
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
				"No registered text of this brandname yet: register one with 'Register SMS Template' or at https://account.esms.vn, it is offered here once a network has approved it",
			);
		}
		const entries = templates.map(({ content, networks }) => ({
			// First, because the editor cuts a long name off at its end.
			name: networks.length > 0 ? `${networks.join(', ')}: ${content}` : content,
			value: content,
		}));
		return matching(entries, filter);
	},
};
