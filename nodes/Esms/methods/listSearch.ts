import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { listBrandnames } from '../resources/account/listBrandnames';
import { listOfficialAccounts } from '../resources/officialAccount/listOfficialAccounts';
import { load, loadZnsTemplates } from './load';

/** Entries whose name or ID holds the text typed into the search field, in any letter case. */
function matching(entries: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.toLowerCase();
	return {
		results: entries.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}

/** Value of a resource locator among the node's other parameters. */
function located(context: ILoadOptionsFunctions, name: string): string {
	return String(context.getCurrentNodeParameter(name, { extractValue: true }) ?? '');
}

/** Brandname type of the operations that do not send with a customer care one. */
const brandnameTypes: Record<string, string> = {
	sendAdvertisingSms: '1',
	estimateAdvertisingSms: '1',
	sendViber: '23',
};

const brandnameKinds: Record<string, string> = {
	1: 'advertising',
	2: 'customer care',
	23: 'Viber',
};

export const listSearch = {
	/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-brandname */
	async searchBrandnames(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const { ListBrandName: list } = await load(this, listBrandnames);
		const type = brandnameTypes[String(this.getCurrentNodeParameter('operation'))] ?? '2';
		const entries = ((list ?? []) as IDataObject[])
			.filter((entry) => String(entry.Type) === type)
			.map((entry) => {
				const kind = brandnameKinds[String(entry.Type)];
				const name = String(entry.Brandname);
				return { name: kind ? `${name} (${kind})` : name, value: name };
			});
		return matching(entries, filter);
	},

	/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-zalo-oa */
	async searchOfficialAccounts(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const { ZOAList: list } = await load(this, listOfficialAccounts);
		const entries = ((list ?? []) as IDataObject[]).map((entry) => ({
			name: String(entry.OAName ?? entry.OAID),
			value: String(entry.OAID),
		}));
		return matching(entries, filter);
	},

	async searchZaloTemplates(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const oaId = located(this, 'oaId');
		if (!oaId) return { results: [] };
		const templates = await loadZnsTemplates(this, oaId);
		const entries = templates.map(({ TempId, TempName }) => ({
			name: TempName ? `${TempName} (${TempId})` : String(TempId),
			value: String(TempId),
		}));
		return matching(entries, filter);
	},
};
