import type {AuditedFile, AuditedSet, LogRecord, ReadArtifact, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {artifactNamed} from '../same-answers.ts';
import type {Rule} from '../rule.ts';
import {artifactPlace, testEvidence} from '../test-evidence.ts';

/** Words that only a client's own library writes. A server's `504 upstream timed out` is none. */
const exception =
	/ReadTimeout|ConnectTimeout|Read timed out|ConnectionError|ConnectionRefused|ConnectionReset|NewConnectionError|Max retries exceeded|ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|getaddrinfo|SSLError|CERTIFICATE_VERIFY_FAILED|socket hang up|RemoteDisconnected|Traceback \(most recent|urlopen error|JSONDecodeError|InvalidURL|MissingSchema|HttpRequestException|SocketException/;
/** `404 Client Error: Not Found for url` reports what a server said. */
const fromServer = /\b[1-5]\d\d (?:Client|Server) Error|HTTP(?:Error| Error):? [1-5]\d\d/;

/** Fires where an exception of the client stands where no server can have answered, yet an HTTP status is shown. */
export const clientExceptionAsHttpStatus: Rule = {
	id: 'client-exception-as-http-status',
	proves: 'an error of the test program is shown as a status of the server',
	severity: 'critical',
	circumstantial: false,
	why: 'The server is blamed for a status that it never sent: the request failed on the client.',
	needs: [],
	check: set => [...inArtifacts(set), ...inStatements(set)],
	checkFile: (file, {artifact}, set) => inBody(file, artifact?.bodyText ?? null, set),
};

/** Without headers nobody answered: what stands as the body was written by the client. */
function inBody(file: AuditedFile, body: string | null, set: AuditedSet): readonly Discovery[] {
	const artifact = body === null ? undefined : artifactNamed(set, file.path);
	if (body === null || artifact === undefined || !exception.test(body) || fromServer.test(body)) {
		return [];
	}

	const {status, headers} = artifact;
	return status !== null && status >= 400 && (headers === null || headers.size === 0)
		? [
				{
					place: artifactPlace(artifact, 'status'),
					code: 'in-body',
					claimed: `HTTP status ${status}`,
					found: `no headers, and an exception of the client as the body: ${word(body)}`,
					...(artifact.testId === null ? {} : {subject: artifact.testId}),
				},
			]
		: [];
}

function inArtifacts(set: AuditedSet): readonly Discovery[] {
	return artifactsOnce(set).flatMap(artifact => {
		const {status, clientError, headers, hasBody} = artifact;
		const isOurs = clientError !== null && exception.test(clientError) && !fromServer.test(clientError);
		return isOurs && status !== null && status >= 400 && (headers === null || headers.size === 0) && !hasBody
			? [
					{
						place: artifactPlace(artifact, 'status'),
						claimed: `HTTP status ${status}`,
						found: `an exception of the client and no answer: ${word(clientError)}`,
						...(artifact.testId === null ? {} : {subject: artifact.testId}),
					},
				]
			: [];
	});
}

function* inStatements(set: AuditedSet): Generator<Discovery> {
	const {rows, results, artifactsFor} = testEvidence(set);
	const told = new Set<string>();
	for (const statement of [...[...results.values()].flat(), ...rows]) {
		const {testId, status, place} = statement;
		const notes = notesOf(statement);
		const artifacts: readonly ReadArtifact[] = artifactsFor(statement);
		const isAnswered = artifacts.some(artifact => artifact.status !== null);
		if (
			status === null ||
			status < 400 ||
			isAnswered ||
			told.has(testId ?? '') ||
			!exception.test(notes) ||
			fromServer.test(notes)
		) {
			continue;
		}

		told.add(testId ?? '');
		yield {
			place,
			claimed: `HTTP status ${status}`,
			found: `an exception of the client: ${word(notes)}`,
			...(testId === null ? {} : {subject: testId}),
		};
	}
}

function notesOf(statement: LogRecord | ReportRow): string {
	return 'notes' in statement ? statement.notes : [statement.text.notes, statement.text.result].join(' ');
}

function word(text: string): string {
	return exception.exec(text)?.[0] ?? text.slice(0, 60);
}
