import type { IDataObject, INode } from 'n8n-workflow';
import { createItem } from '../../nodes/Esms/run/item';

/** An item of a node with these parameters, for what needs no more of n8n. */
export const itemWith = (parameters: Record<string, unknown> = {}) =>
	createItem(
		0,
		0,
		{},
		{ parameters: {} } as INode,
		(name, fallback) => parameters[name] ?? (name === 'options' ? {} : fallback),
		{} as IDataObject,
	);
