import type {MaskKind} from '../../catalog/catalog.ts';

/** The kinds of a catalog's rules, and papers (СНИЛС, passport, ИНН) that are recognised by their form. */
export type ValueKind = MaskKind | 'document';

/** What stands for a value of which nothing may be shown. */
export const hidden = '..';

const maskedForms: Readonly<Record<Exclude<ValueKind, 'secret'>, RegExp>> = {
	email:
		/^(?:\p{L}?\.\.|(?:[^\s@.]{1,2}\.\.[^\s@.]|\.\.)@(?:[^\s@.]{2}\.\.[^\s@.]{1,2}|\.\.)(?:\.(?:[^\s@.]{2}\.\.[^\s@.]{1,2}|\.\.))*(?:\.[\p{L}\d-]{2,})?)$/u,
	phone: /^\+?(?:\d{2}\.\.\d{1,5}|\.\.)$/,
	name: /^\p{L}?\.\.$/u,
	card: /^\.\.(?:\d{4})?$/,
	barcode: /^\.\.(?:[\p{L}\d]{3})?$/u,
	text: /^\p{L}?\.\.$/u,
	document: /^\.\.$/,
};
const longestForm = 330;
const maskedSecret = /^\*\*\*[\da-f]{6}$/;

/** True for what `maskValue` gives: it is left as it is, so that masking twice changes nothing. */
export function isMaskedForm(kind: ValueKind, text: string): boolean {
	if (text.length > longestForm) {
		return false;
	}

	return maskedSecret.test(text) || (kind !== 'secret' && maskedForms[kind].test(text));
}

/**
 * True where a stored text may hold a masked part: every masked form has two dots or three asterisks in it. A value that
 * happens to have them is taken for a masked one, which is the safe side.
 */
export function mayBeMasked(stored: string): boolean {
	return stored.includes(hidden) || stored.includes('***');
}

/**
 * The form of a personal value that may be written: `te..t@ex..le.com`, `+79..34567`, a name's first letter, a card's
 * last four, a barcode's last three. Never equal to the value and never holding it: what is too short is all `..`.
 * Equal values give equal forms; the reverse is not so.
 */
export function maskValue(kind: Exclude<ValueKind, 'secret'>, value: string): string {
	const form = formOf(kind, value.trim());
	const shown = value.trim().toLowerCase();
	return form.toLowerCase().includes(shown) ? hidden : form;
}

function formOf(kind: Exclude<ValueKind, 'secret'>, value: string): string {
	switch (kind) {
		case 'email':
			return maskEmail(value);
		case 'phone':
			return maskPhone(value);
		case 'card':
			return lastOf(value.replaceAll(/[^\d]/g, ''), 4, 12);
		case 'barcode':
			return lastOf(value.replaceAll(/[^\p{L}\d]/gu, ''), 3, 6);
		case 'name':
		case 'text':
			return firstLetter(value);
		case 'document':
			return hidden;
	}
}

function firstLetter(value: string): string {
	return `${/^\p{L}/u.exec(value)?.[0] ?? ''}${hidden}`;
}

function lastOf(characters: string, shown: number, shortest: number): string {
	return characters.length < shortest ? hidden : `${hidden}${characters.slice(-shown)}`;
}

function maskEmail(value: string): string {
	const at = value.lastIndexOf('@');
	if (at === -1) {
		return firstLetter(value);
	}

	const labels = value.slice(at + 1).split('.');
	const top = labels.length > 1 ? labels.at(-1) : undefined;
	const isTop = top !== undefined && /^(?:\p{L}{2,24}|xn--[\da-z-]{2,59})$/iu.test(top);
	const masked = (isTop ? labels.slice(0, -1) : labels).map(label =>
		middleOut(label, label.length > 4 ? 2 : 1),
	);
	return `${middleOut(value.slice(0, at), 1)}@${[...masked, ...(isTop ? [top] : [])].join('.')}`;
}

/** Two characters at the beginning and `tail` at the end of four or more; nothing of fewer. */
function middleOut(text: string, tail: number): string {
	const characters = Array.from(text);
	// A dot of the value would run into the two that hide the rest.
	const head = characters.slice(0, 2).join('').replace(/\..*$/, '');
	const end = characters.slice(-tail).join('');
	return characters.length < 4 || !/^[^\s@.]+$/u.test(head + end) ? hidden : `${head}${hidden}${end}`;
}

function maskPhone(value: string): string {
	const digits = value.replaceAll(/\D/g, '');
	// At least four digits stay hidden.
	const shown = Math.min(5, digits.length - 6);
	const plus = value.startsWith('+') ? '+' : '';
	return shown < 1 ? hidden : `${plus}${digits.slice(0, 2)}${hidden}${digits.slice(-shown)}`;
}
