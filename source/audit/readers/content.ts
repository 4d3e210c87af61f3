import {isUtf8} from 'node:buffer';
import type {AuditedFile, Content} from '../audited-set.ts';
import {artifactContent} from './artifact.ts';

/** Loads a file for the rules that look at its bytes. */
export async function openContent(file: AuditedFile): Promise<Content> {
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
