import type {AuditedSet, Content, ReadArtifact} from '../audited-set.ts';
import {isJsonType, isMaskedText, mediaType, saysTruncated, statedLength} from '../body-headers.ts';
import type {Discovery} from '../finding.ts';
import {isArtifactToCheck} from '../file-text.ts';
import {isHtml} from '../readers/body-error.ts';
import {artifactNamed} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

/**
 * Lengths are compared only where that proves something: a body that stands as text must not be longer than
 * `Content-Length`, and one that stands as JSON must have a spelling of that length. Masked, cut and coded bodies are
 * left alone.
 */
export const bodyContradictsHeaders: Rule = {
	id: 'body-contradicts-headers',
	proves: 'content type, length, charset or encoding of the headers do not fit the body',
	severity: 'high',
	circumstantial: false,
	why: 'Headers and body of one answer fit each other: here they come from different answers, or one was altered.',
	needs: ['artifacts'],
	checkFile(file, content, set) {
		const artifact = isArtifactToCheck(file, set) ? artifactNamed(set, file.path) : undefined;
		const {headers = null} = artifact ?? {};
		return artifact === undefined || headers === null || content.artifact === null
			? []
			: discoveriesIn({...artifact, headers}, content.artifact, set);
	},
};

type Answer = ReadArtifact & {readonly headers: ReadonlyMap<string, string>};
type Whole = NonNullable<Content['artifact']>;

function discoveriesIn(artifact: Answer, content: Whole, set: AuditedSet): readonly Discovery[] {
	const {body, bodyText, bodyPointer} = content;
	if (bodyText === null || body === undefined || bodyText.trim() === '') {
		return [];
	}

	const {headers} = artifact;
	const found =
		typeDifference(headers, body) ??
		charsetDifference(headers, body) ??
		(set.kind === 'own' ? null : lengthDifference(artifact, content, bodyText));
	return found === null
		? []
		: [
				{
					...found,
					place: {file: artifact.file, ...(bodyPointer === null ? {} : {pointer: bodyPointer})},
					...(artifact.testId === null ? {} : {subject: artifact.testId}),
				},
			];
}

type Difference = Pick<Discovery, 'code' | 'claimed' | 'found'>;

function typeDifference(headers: ReadonlyMap<string, string>, body: unknown): Difference | null {
	const type = mediaType(headers);
	const claimed = `content-type ${type}`;
	if (isJsonType(type) && typeof body === 'string' && isHtml(body)) {
		return {code: 'content-type', claimed, found: 'an HTML body'};
	}

	return /^text\/html$|^application\/xhtml\+xml$/.test(type) && typeof body === 'object'
		? {code: 'content-type', claimed, found: 'a JSON body'}
		: null;
}

function charsetDifference(headers: ReadonlyMap<string, string>, body: unknown): Difference | null {
	const charset = /charset\s*=\s*"?([\w-]{2,40})/i
		.exec(headers.get('content-type') ?? '')?.[1]
		?.toLowerCase();
	const isNarrow =
		charset !== undefined && /^(?:us-ascii|ascii|iso-8859-1|latin-?1|windows-1252)$/.test(charset);
	return isNarrow && typeof body === 'string' && /\p{Script=Cyrillic}/u.test(body)
		? {code: 'charset', claimed: `charset ${charset}`, found: 'Cyrillic letters, which it cannot write'}
		: null;
}

function lengthDifference(
	artifact: Answer,
	{body, bodyPointer, value}: Whole,
	text: string,
): Difference | null {
	const gzipped = encodedLength(artifact, body, text);
	if (gzipped !== null) {
		return gzipped;
	}

	const stated = statedLength(artifact);
	if (
		stated === null ||
		isMaskedText(text) ||
		artifact.clientError !== null ||
		saysTruncated(value, bodyPointer, text)
	) {
		return null;
	}

	const claimed = `content-length ${stated}`;
	// Whatever the charset and the spelling, a character needs a byte.
	const shortest = typeof body === 'string' ? text.trim().length : JSON.stringify(body).length;
	if (shortest > stated) {
		return {code: 'content-length', claimed, found: `a body of ${shortest} bytes at least`};
	}

	const longest = typeof body === 'string' ? null : longestSpelling(body);
	return longest !== null && stated > longest
		? {code: 'content-length', claimed, found: `a body of ${longest} bytes at most, however it is written`}
		: null;
}

/** A length after compression that equals the length before it is the length of a text that was never compressed. */
function encodedLength({headers}: Answer, body: unknown, text: string): Difference | null {
	const coding = headers.get('content-encoding') ?? '';
	const isCompressed = /gzip|deflate|br|zstd/i.test(coding);
	const stated = Number(headers.get('content-length'));
	return isCompressed && typeof body === 'string' && text.length >= 200 && stated === Buffer.byteLength(text)
		? {
				code: 'content-encoding',
				claimed: `${coding} of ${stated} bytes`,
				found: `an uncompressed body of exactly ${stated} bytes`,
			}
		: null;
}

/** Indented by eight blanks, everything escaped that can be. */
function longestSpelling(body: unknown): number {
	let length = 0;
	for (const character of JSON.stringify(body, null, 8)) {
		const code = character.codePointAt(0) ?? 0;
		length +=
			code > 0xffff
				? 12
				: code > 0x7e
					? 6
					: character === '/'
						? 2
						: character === '\n'
							? 2
							: '<>&\'"'.includes(character)
								? 6
								: 1;
	}

	return length + 64;
}
