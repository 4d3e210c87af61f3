import {createHash} from 'node:crypto';

/** Names that Windows keeps for devices, with or without an extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name from the journal as a file name that means the same on every system: letters, digits, `_` and `-`, at most 100
 * of them. A name that is not so already is changed and gets a piece of its hash, so that two names stay two.
 */
export function safeName(name: string): string {
	if (/^[\w-]{1,100}$/.test(name) && !deviceName.test(name)) {
		return name;
	}

	const kept = name
		.replaceAll(/[^\w-]+/g, '_')
		.slice(0, 80)
		.replaceAll(/^_+|_+$/g, '');
	return [kept, createHash('sha256').update(name).digest('hex').slice(0, 8)].filter(Boolean).join('-');
}
