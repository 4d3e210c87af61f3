import type {AuditedFile, AuditedSet, Content} from '../audited-set.ts';
import {isArtifactToCheck, isArchivedCopy, lineAt, textsOutsideBody} from '../file-text.ts';
import type {Discovery} from '../finding.ts';
import {isRecord, pointerTo} from '../readers/json-place.ts';
import {plainKey} from '../readers/artifact-keys.ts';
import {artifactNamed} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

const switchedOff =
	/InsecureRequestWarning|\bcurl\b[^\n"]{0,200}\s(?:-[a-zA-Z]{0,6}k[a-zA-Z]{0,6}|--insecure)(?=[\s"'`]|$)|NODE_TLS_REJECT_UNAUTHORIZED\s?=\s?["']?0|\brejectUnauthorized["']?\s?:\s?false|\bverify(?:_ssl|_tls|_certs?)?\s?=\s?False\b|\bssl_?verify(?:host|peer)?["']?\s?[:=]\s?(?:false|0)\b|--no-check-certificate|-SkipCertificateCheck/;
const offKeys =
	/^(?:tlsverified|tlsverify|verifytls|verifyssl|sslverify|sslverified|certificateverified|certverified|rejectunauthorized|certificatevalid|tlsvalid)$/;
const onKeys =
	/^(?:insecure|tlsinsecure|insecuretls|skiptlsverify|insecureskipverify|ignorehttpserrors|ignoresslerrors)$/;

/** Fires where a recorded request, a log or a report says that certificates were not checked, or a token went over plain HTTP. */
export const tlsNotVerified: Rule = {
	id: 'tls-not-verified',
	proves: 'the server was not authenticated when the request was sent',
	severity: 'critical',
	circumstantial: false,
	why: 'Anybody on the way could have answered in the place of the server, and could have read the token.',
	needs: ['text'],
	checkFile(file, content, set) {
		if (!content.isText || isArchivedCopy(file.path, set)) {
			return [];
		}

		return isArtifactToCheck(file, set)
			? inArtifact(file, content, set)
			: file.kind === 'log' || file.kind === 'report'
				? inText(file, content)
				: [];
	},
};

function inText(file: AuditedFile, {text}: Content): readonly Discovery[] {
	const match = switchedOff.exec(text);
	const pointer = match === null && file.kind === 'log' ? memberInLines(text) : null;
	const line = match === null ? pointer : lineAt(text, match.index);
	return line === null
		? []
		: [
				{
					place: {file: file.path, line},
					claimed: 'a verified server',
					found: 'checking of certificates was switched off',
				},
			];
}

/** Line of the first record with a member that says so. */
function memberInLines(text: string): number | null {
	const match =
		/"(?:tls_?verif(?:ied|y)|verify_?(?:tls|ssl)|ssl_?verif(?:ied|y))"\s?:\s?false|"(?:insecure|insecure_skip_verify)"\s?:\s?true/i.exec(
			text,
		);
	return match === null ? null : lineAt(text, match.index);
}

function inArtifact(file: AuditedFile, content: Content, set: AuditedSet): readonly Discovery[] {
	const artifact = artifactNamed(set, file.path);
	const host = /^http:\/\/([^/?#:\s]{1,300})/i.exec(artifact?.url ?? '')?.[1];
	const hasToken = artifact?.requestHeaders?.has('authorization') === true;
	if (
		host !== undefined &&
		hasToken &&
		!/^(?:localhost|127\.|0\.0\.0\.0|\[|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|.*\.(?:local|test|internal|localhost)$|[^.]+$)/i.test(
			host,
		)
	) {
		return [
			{
				place: {file: file.path, pointer: artifact.pointers.url ?? ''},
				code: 'plain-http',
				claimed: 'a token that only the server sees',
				found: `Authorization sent to http://${host} without encryption`,
			},
		];
	}

	const member =
		content.artifact === null ? null : memberIn(content.artifact.value, '', content.artifact.bodyPointer, 0);
	if (member !== null) {
		return [
			{
				place: {file: file.path, pointer: member},
				claimed: 'a verified server',
				found: 'checking of certificates was switched off',
			},
		];
	}

	for (const {text, pointer} of textsOutsideBody(content)) {
		if (switchedOff.test(text)) {
			return [
				{
					place: {file: file.path, pointer},
					claimed: 'a verified server',
					found: 'checking of certificates was switched off',
				},
			];
		}
	}

	return [];
}

function memberIn(value: unknown, pointer: string, body: string | null, depth: number): string | null {
	if (!isRecord(value) || depth > 3 || pointer === body) {
		return null;
	}

	for (const [key, member] of Object.entries(value)) {
		const at = pointerTo(pointer, key);
		const name = plainKey(key);
		if ((member === false && offKeys.test(name)) || (member === true && onKeys.test(name))) {
			return at;
		}

		const inner = memberIn(member, at, body, depth + 1);
		if (inner !== null) {
			return inner;
		}
	}

	return null;
}
