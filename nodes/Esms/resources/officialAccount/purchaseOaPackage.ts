import { confirmPurchase, oaPackage, packageDuration, startDate } from '../../fields/registration';
import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { registered } from '../../response/registered';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-dang-ky-mua-goi-oa */
export const purchaseOaPackage: Operation = {
	value: 'purchaseOaPackage',
	name: 'Order Package',
	action: 'Order official account package',
	description: 'Order a package for an Official Account. This spends money and has no sandbox.',
	hasSideEffects: true,
	hasReceiver: false,
	...post('/RegisOAPackageJson/', {
		OAID: oaId,
		Package: oaPackage,
		Dateactive: startDate,
		// eSMS spells it so.
		Duaration: packageDuration,
	}),
	success: codeResult,
	controls: [confirmPurchase],
	answer: registered,
};
