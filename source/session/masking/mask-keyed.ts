import type {MaskKind} from '../../catalog/catalog.ts';
import {hasContent} from './fold.ts';
import type {Gate} from './gate.ts';
import {isMaskedForm} from './mask-value.ts';

const scheme = /^(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate|OAuth)(?:[ \t]{1,16}|$)/i;

/**
 * The value of a key that a rule names. Sort directions stay (`orderBy` has the same keys), as does what holds no
 * letter or digit and what is masked already.
 */
export function maskKeyed(value: string, kind: MaskKind, gate: Gate, key: string): string {
	if (kind === 'secret') {
		return maskSecret(value, gate, key);
	}

	if (!hasContent(value) || isMaskedForm(kind, value) || /^(?:asc|desc)$/i.test(value)) {
		return value;
	}

	return gate.hide({kind, clear: value, key});
}

/** A credential; the scheme before it stays (`Bearer ***a1b2c3`). */
export function maskSecret(value: string, gate: Gate, key: string): string {
	const name = scheme.exec(value)?.[0] ?? '';
	const credential = value.slice(name.length);
	return !/\S/.test(credential) || isMaskedForm('secret', credential)
		? value
		: `${name}${gate.hide({kind: 'secret', clear: credential, key})}`;
}
