import {isUtf8} from 'node:buffer';
import type {AuditedFile, Content} from '../audited-set.ts';
import {artifactContent} from './artifact.ts';

/** Loads a file for the rules that look at its bytes. */
export async function openContent(file: AuditedFile): Promise<Content> {
	const {part} = file;
	if (part !== undefined) {
		return unopened(file.size, part.bind(file));
	}

	const bytes = await file.read();
	const isText = file.kind !== 'archive' && looksLikeText(bytes);
	let decoded: string | undefined;
	// Decoded when a rule asks for it: of a journal or an archive none does, and these are the large ones.
	const text = (): string => (decoded ??= isText ? new TextDecoder('utf-8').decode(bytes) : '');
	return {
		bytes,
		get text() {
			return text();
		},
		isText,
		artifact: file.kind === 'artifact' ? artifactContent(text()) : null,
	};
}

/** Of an archive: its files are looked at one by one. The few rules that ask for its own bytes read them all. */
function unopened(size: number, part: (from: number, to: number) => Buffer): Content {
	return {
		get bytes() {
			return part(0, size);
		},
		text: '',
		isText: false,
		artifact: null,
	};
}

const replacement = Buffer.from('\u{FFFD}');

/** No zero bytes, and few bytes that are no UTF-8: a damaged or foreign encoding stays text, an image does not. */
export function looksLikeText(bytes: Buffer): boolean {
	const sample = bytes.subarray(0, 64 * 1024);
	if (sample.includes(0)) {
		return false;
	}

	if (isUtf8(sample) && !sample.includes(replacement)) {
		return true;
	}

	const wrong = sample.toString('utf8').split('\u{FFFD}').length - 1;
	return wrong <= sample.length / 50;
}
