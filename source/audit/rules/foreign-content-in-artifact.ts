import type {ArtifactContent} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isArtifactToCheck, lineAt} from '../file-text.ts';
import {rolesOf} from '../readers/artifact-keys.ts';
import {findParts} from '../readers/artifact-parts.ts';
import {isEnvelope} from '../readers/artifact-shape.ts';
import {jsonSpan} from '../readers/artifact-text.ts';
import {isRecord, pointerTo} from '../readers/json-place.ts';
import {testIdOfName, testIdOfText} from '../readers/test-id.ts';
import type {Rule} from '../rule.ts';

/** Looks only at files that are named after one test: a file of all results may hold them all. */
export const foreignContentInArtifact: Rule = {
	id: 'foreign-content-in-artifact',
	proves: 'the artifact of one test holds the answer of another',
	severity: 'critical',
	circumstantial: false,
	why: 'What stands in this file is the evidence of another test: this one has none, or cannot be told apart.',
	needs: ['artifacts'],
	checkFile(file, content, set) {
		const testId = testIdOfName(file.path);
		return testId !== null && isArtifactToCheck(file, set) && content.artifact !== null
			? discoveriesIn(file.path, content.text, {testId, ...content.artifact})
			: [];
	},
};

function discoveriesIn(
	file: string,
	text: string,
	{testId, value, isWholeText}: ArtifactContent & {readonly testId: string},
): readonly Discovery[] {
	const claimed = `test ${testId} (the file's name)`;
	const place = {file};
	const second = isWholeText === true ? null : secondResponse(text);
	if (second !== null) {
		return [
			{
				place: {...place, line: second},
				claimed: 'one answer',
				found: `a second JSON value begins in line ${second}`,
				subject: testId,
			},
		];
	}

	const stated = statedIds(value, 0, '');
	const other = stated.find(({id}) => id !== testId);
	if (other !== undefined) {
		const isBoth = stated.some(({id}) => id === testId);
		const found = isBoth ? `test ${other.id} as well` : `test ${other.id}`;
		return [{place: {...place, pointer: other.pointer}, claimed, found, subject: testId}];
	}

	const requests = Array.isArray(value) ? requestsIn(value) : [];
	return new Set(requests).size > 1 && stated.length < 2
		? [
				{
					place,
					claimed: `${claimed}, one answer`,
					found: `${requests.length} exchanges: ${[...new Set(requests)].slice(0, 3).join(', ')}`,
					subject: testId,
				},
			]
		: [];
}

/** Line of another JSON value after the first. */
function secondResponse(text: string): number | null {
	const span = jsonSpan(text);
	const rest = span === null || span.start > 0 ? '' : text.slice(span.end);
	const begin = rest.search(/\S/);
	const next = begin === -1 || !/[{[]/.test(rest.charAt(begin)) ? null : jsonSpan(rest.slice(begin));
	return span === null || next === null ? null : lineAt(text, span.end + begin);
}

/** Test ids in members that are meant for them, not in bodies; `6.1` and `6.10` are one where they are numbers. */
function statedIds(
	value: unknown,
	depth: number,
	pointer: string,
	isAboutTest = false,
): ReadonlyArray<{readonly id: string; readonly pointer: string}> {
	if (Array.isArray(value)) {
		const items: readonly unknown[] = value.slice(0, 1000);
		return items.flatMap((item, index) =>
			isRecord(item) ? statedIds(item, depth + 1, pointerTo(pointer, index)) : [],
		);
	}

	if (!isRecord(value) || depth > 2 || !(isAboutTest || isEnvelope(value, 0))) {
		return [];
	}

	return Object.entries(value).flatMap(([key, member]) => {
		const at = pointerTo(pointer, key);
		const isNamed = rolesOf(key).includes('test-id') || isIdOfTest(key, member, isAboutTest);
		const id = isNamed && typeof member === 'string' ? testIdOfText(member) : null;
		return [
			...(id === null || id.split('.').length > 2 ? [] : [{id, pointer: at}]),
			...(/^(?:results?|tests|entries|exchanges)$/i.test(key) ? statedIds(member, depth + 1, at) : []),
			...(isRecord(member) && aboutTest.test(key) ? statedIds(member, depth + 1, at, true) : []),
		];
	});
}

/** Members that speak about the test and not about the exchange. */
const aboutTest =
	/^(?:meta|meta_?data|test|test_?case|test_?info|test_?meta|case|info|context|тест|кейс|мета)$/i;

/** `"test": "6.4"`, and `"id": "6.4"` where the object is about the test: nothing but the id stands there. */
function isIdOfTest(key: string, member: unknown, isAbout: boolean): boolean {
	return (
		typeof member === 'string' &&
		/^\s*(?:(?:test|tc|case|тест|кейс)[\s_#№-]{0,3})?\d{1,2}[._-]\d{1,3}\s*$/iu.test(member.slice(0, 40)) &&
		(isAbout
			? /^(?:id|no|number|num|name|test|case|номер|тест|кейс)$/iu
			: /^(?:test|case|тест|кейс)$/iu
		).test(key)
	);
}

/** `POST https://…/add` of every exchange of a list. */
function requestsIn(values: readonly unknown[]): readonly string[] {
	return values.slice(0, 1000).flatMap(value => {
		const {isEnvelope: holds, method, url} = findParts(value);
		return holds && url !== null ? [`${method?.value ?? ''} ${url.value}`.trim()] : [];
	});
}
