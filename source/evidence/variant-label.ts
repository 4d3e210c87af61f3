import type {RequestIntent} from '../session/event.ts';

/** The variant's name, and whether the operator changed its request: then the answer says nothing about the variant. */
export function variantLabel({variant, edited}: Pick<RequestIntent, 'variant' | 'edited'>): string {
	return edited === true ? `${variant} (edited)` : variant;
}
