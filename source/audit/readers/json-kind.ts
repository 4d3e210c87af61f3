import {baseName} from '../lookup.ts';
import {isHttpText} from './http-text.ts';

/** `test_6_1_….json`, `6.1-add.json`, `тест 6.1.json`, `TC-6-1.txt`. */
const testName =
	/^(?:(?:test|tests|tc|case|req|request|resp|response|тест|запрос|ответ)[ _.-]{0,3}\d|\d{1,3}[._-]\d{1,3}(?:[ ._-]|$))/i;
const artifactFolder =
	/(?:^|\/)(?:[^/]*artifacts?[^/]*|[^/]*артефакт[^/]*|[^/]*responses?|[^/]*ответы|evidence|[^/]*mandatory_tests)\//i;
/** Names of files that speak about a run as a whole, or about a program. */
const summaryName =
	/^(?:[^.]*[-_ ])?(?:summary|report|results?|package|package-lock|manifest|index|config|settings|tsconfig|openapi|swagger|metadata|environment|env|run|session|stats|statistics|counts|hashes|checksums|catalog|schema|collection|postman_collection|totals|credentials|сводка|отч[её]т|итоги)(?:[-_ .]|$)/i;

/** Whether a file is named like the artifact of one test, or stands where artifacts stand. */
export function isArtifactName(path: string): boolean {
	const name = baseName(path);
	return (
		testName.test(name) || (artifactFolder.test(path) && /\.json$/i.test(name) && !summaryName.test(name))
	);
}

/** Whether a JSON value is one request and its answer (or meant to be), judged together with its file's path. */
export function isArtifactValue(path: string, value: unknown): boolean {
	if (testName.test(baseName(path))) {
		return true;
	}

	if (!isRecord(value)) {
		return isArtifactName(path);
	}

	if (isSummary(value)) {
		return false;
	}

	return summaryName.test(baseName(path)) ? isExchange(value) : isArtifactName(path) || isExchange(value);
}

const summaryMembers =
	/^(?:total(?:_?tests)?|tests|test_?cases|results|summary|successful_?tests|failed_?tests|passed|failed|dependencies|scripts|paths|openapi|swagger|testsuites|всего)$/i;

function isSummary(value: Readonly<Record<string, unknown>>): boolean {
	const keys = Object.keys(value);
	return (
		keys.some(key => summaryMembers.test(key)) &&
		!keys.some(key => /^(?:response|response_.*|request)$/i.test(key))
	);
}

const evidenceMembers =
	/^(?:headers|response_?headers|body|response_?body|response_?text|response_?data|response|request|url|request_?url|request_?body|method|endpoint|latency(?:_?ms)?|duration(?:_?ms)?|elapsed(?:_?ms)?|test_?id|ответ|запрос|заголовки|тело)$/i;
const statusMembers =
	/^(?:status|status_?code|http_?status(?:_?code)?|http_?code|code|response_?(?:status|code)|статус)$/i;

function isExchange(value: Readonly<Record<string, unknown>>): boolean {
	const keys = Object.keys(value);
	const evidence = keys.filter(key => evidenceMembers.test(key));
	const hasStatus = keys.some(key => statusMembers.test(key) && isStatus(value[key]));
	if (Object.values(value).some(member => typeof member === 'string' && isHttpText(member))) {
		return true;
	}

	const hasResponse = keys.some(key => /^(?:response|ответ)$/i.test(key) && isRecord(value[key]));
	return hasResponse ? evidence.length >= 2 || keys.length === 1 : hasStatus && evidence.length > 0;
}

function isStatus(value: unknown): boolean {
	return /^[1-5]\d\d$/.test(String(value));
}

/** A log that is one JSON array: named so, each item a record of a request and its status. */
export function isListOfRecords(path: string, value: unknown): boolean {
	if (
		!Array.isArray(value) ||
		value.length < 2 ||
		!/(?:^|[-_. ])(?:logs?|journal|events|trace|лог|журнал)(?:[-_. ]|$)/iu.test(baseName(path))
	) {
		return false;
	}

	return value.every(item => {
		const keys = isRecord(item) ? Object.keys(item) : [];
		return (
			isRecord(item) &&
			keys.some(key => statusMembers.test(key) && isStatus(item[key])) &&
			keys.some(key => /^(?:method|url|uri|path|endpoint|test|test_?id|case|case_?id)$/i.test(key))
		);
	});
}

/** Common Test Report Format: `results` with `tool`, `summary` and `tests`. */
export function isCtrf(value: unknown): boolean {
	const results = isRecord(value) ? value['results'] : undefined;
	return isRecord(results) && isRecord(results['tool']) && isRecord(results['summary']);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
