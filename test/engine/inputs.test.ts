import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { credentialsOf } from './cases';
import { failure, output } from './engine';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const rl = (value: string) => ({ __rl: true, mode: 'id', value });
const base: Record<string, INodeParameters> = {
	customerCare: {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: '0901888480',
		brandname: rl('ESMS.VN'),
		content: 'Chao ban',
	},
	voiceOtp: { resource: 'voice', operation: 'sendVoiceOtp', phone: '0901888480', voiceCode: '686868' },
	callTemplate: { resource: 'voice', operation: 'callFromTemplate', phone: '0901888480', callTemplateId: '1001' },
	fullContent: {
		resource: 'zns',
		operation: 'sendZnsFullContent',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		content: 'Xin chào',
		znsType: '25',
	},
	viber: {
		resource: 'viber',
		operation: 'sendViber',
		phones: '0901888480',
		brandname: rl('BAT DONG SAN GIA TOT'),
		viberLayout: 'text',
		viberText: 'Xin chào',
	},
	zns: {
		resource: 'zns',
		operation: 'sendZns',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	znsBulk: {
		resource: 'zns',
		operation: 'sendZnsBulk',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	znsByHash: {
		resource: 'zns',
		operation: 'sendZnsByHashPhone',
		phoneOrHash: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	journey: {
		resource: 'zns',
		operation: 'sendZaloJourney',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
		orderId: 'DH1',
	},
	multiChannel: {
		resource: 'multiChannel',
		operation: 'sendMultiChannel',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
		brandname: rl('ESMS.VN'),
		content: 'Chao ban',
	},
	estimateZns: {
		resource: 'price',
		operation: 'estimateZns',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	consultation: {
		resource: 'zaloOa',
		operation: 'sendZaloConsultationText',
		oaId: rl('4097311281936189049'),
		zaloUserId: '31215806834323090',
		zaloText: 'Xin chào',
	},
	purchase: {
		resource: 'officialAccount',
		operation: 'purchaseOaPackage',
		oaId: rl('4097311281936189049'),
		oaPackage: '2',
		startDate: '2099-05-01',
		packageDuration: '12',
	},
	sent: {
		resource: 'message',
		operation: 'listSentMessages',
		messageType: '2',
		from: '2026-01-01T00:00:00',
		to: '2026-01-02T00:00:00',
	},
	callbacks: { resource: 'message', operation: 'getZaloCallbacks', oaId: rl('4097311281936189049'), smsIds: 'a' },
};

const paths = ['customOperations', 'declarative'] as const;

describe.each(paths)('through %s', (path) => {
	const setup = (name: string, changes: INodeParameters, items?: IDataObject[]) => ({
		parameters: { ...base[name], ...changes },
		items,
		credentials: credentialsOf(simulator),
		path,
	});

	/** What eSMS got, without what every send has. */
	const wire = async (name: string, changes: INodeParameters, items?: IDataObject[]) => {
		await output(setup(name, changes, items));
		expect(simulator.requests).toHaveLength(1);
		return simulator.requests[0].body as unknown as IDataObject;
	};

	const refusalOf = async (name: string, changes: INodeParameters, items?: IDataObject[]) => {
		const error = await failure(setup(name, changes, items));
		expect(simulator.requests).toEqual([]);
		return String(error?.message);
	};

	describe('a switch', () => {
		const on = ['={{ true }}', "={{ 'true' }}", '={{ 1 }}', "={{ '1' }}"];
		const off = ['={{ false }}', "={{ 'false' }}", '={{ 0 }}', "={{ '0' }}", "={{ '' }}", '={{ undefined }}', '={{ null }}'];
		const neither = ["={{ 'yes' }}", '={{ 2 }}', '={{ [true] }}', '={{ { on: true } }}'];

		test.each(on)('%s is on', async (value) => {
			const options = { sandbox: value, removeAccents: value };
			const { Sandbox, Content } = await wire('customerCare', { content: 'Chào bạn', options });
			expect([Sandbox, Content]).toEqual(['1', 'Chao ban']);
			simulator.reset();
			await wire('purchase', { confirmPurchase: value });
		});

		test.each(off)('%s is off', async (value) => {
			const options = { sandbox: value, removeAccents: value };
			const { Sandbox, Content } = await wire('customerCare', { content: 'Chào bạn', options });
			expect([Sandbox, Content]).toEqual([undefined, 'Chào bạn']);
			simulator.reset();
			expect(await refusalOf('purchase', { confirmPurchase: value })).toContain("'Confirm Purchase' is off");
		});

		test.each([
			['customerCare', 'sandbox', 'Sandbox'],
			['customerCare', 'removeAccents', 'Remove Accents'],
			['customerCare', 'waitForReceipt', 'Wait for Receipt'],
			['consultation', 'previewOnly', 'Preview Only'],
		])('of %s that is neither is refused before sending: %s', async (name, option, label) => {
			for (const value of neither) {
				expect(await refusalOf(name, { options: { [option]: value } })).toMatch(
					new RegExp(`^'${label}' (?:is '(?:yes|2)'|holds a list|holds an object), enter true or false$`),
				);
			}
		});

		test.each([
			['purchase', 'confirmPurchase', 'Confirm Purchase'],
			['sent', 'returnAll', 'Return All'],
			['sent', 'simplify', 'Simplify'],
		])('of %s outside of the options too: %s', async (name, parameter, label) => {
			for (const value of neither) {
				expect(await refusalOf(name, { [parameter]: value })).toMatch(
					new RegExp(`^'${label}' (?:is '(?:yes|2)'|holds a list|holds an object), enter true or false$`),
				);
			}
		});
	});
});
