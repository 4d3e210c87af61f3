import type {AuditedFile, Content} from '../audited-set.ts';
import {artifactContent} from './artifact.ts';

/** Loads a file for the rules that look at its bytes. */
export async function openContent(file: AuditedFile): Promise<Content> {
	const bytes = await file.read();
	const isText = file.kind !== 'archive' && looksLikeText(bytes);
	const text = isText ? new TextDecoder('utf-8').decode(bytes) : '';
	return {bytes, text, isText, artifact: file.kind === 'artifact' ? artifactContent(text) : null};
}

/** No zero bytes, and few bytes that are no UTF-8: a damaged or foreign encoding stays text, an image does not. */
export function looksLikeText(bytes: Buffer): boolean {
	const sample = bytes.subarray(0, 64 * 1024);
	if (sample.includes(0)) {
		return false;
	}

	const wrong = sample.toString('utf8').split('\u{FFFD}').length - 1;
	return wrong <= sample.length / 50;
}
