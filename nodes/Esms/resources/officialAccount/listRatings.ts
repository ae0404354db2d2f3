import type { IDataObject } from 'n8n-workflow';
import { listing } from '../../fields/listing';
import { from, to } from '../../fields/query';
import { oaId, templateId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { epochDate, numberOf, recordsOf, textOf } from '../../response/values';

/** The ratings in an answer. */
export const ratingsIn = ({ Data: list }: IDataObject) =>
	recordsOf(list).map((rating) => ({
		zaloMessageId: textOf(rating.msgId),
		requestId: textOf(rating.trackingId),
		stars: numberOf(rating.rate),
		remarks: rating.feedbacks,
		note: textOf(rating.note),
		submittedAt: epochDate(rating.submitDate),
	}));

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-danh-gia-cua-khach-hang */
export const listRatings: Operation = {
	value: 'listRatings',
	name: 'Get Many Ratings',
	action: 'Get many ratings of official account',
	description: 'List the stars and remarks that receivers gave to a rating template in a period',
	hasSideEffects: false,
	hasReceiver: false,
	answerNames: ['msgId'],
	...post('/ZNS/GetRating/', { OAID: oaId, TemplateID: templateId, FromTime: from, ToTime: to }),
	success: codeResult,
	controls: listing,
	paging: {
		size: 50,
		part: (offset, size) => ({ Offset: String(offset), Limit: String(size) }),
		total: ({ Total }) => numberOf(Total),
	},
	answer: ratingsIn,
};
