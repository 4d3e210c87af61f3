import type {ReportRow} from '../../audited-set.ts';
import {judgementOf, signOf} from '../judgement.ts';
import {quantitiesIn} from '../text/numbers.ts';
import {leadingTestId, testIdOf} from '../text/test-id.ts';
import {statusesIn} from './columns.ts';
import type {Unit} from './document.ts';
import {artifactName, callsErrorExpected, endpointIn, expectedCodes} from './test-rows.ts';

/**
 * A test told in a list item: `- 6.1 POST /x — ✅ 200, 485 ms, test_6_1.json`, also under `### 6.1 POST /x` with its
 * parts in the items below. `null` for items that only mention a test: no method, no path, or nothing that a run gives.
 */
export function listRow(file: string, unit: Unit): ReportRow | null {
	const sign = signOf(unit.text.slice(0, 4));
	const led = leadingTestId(unit.text);
	const id = led?.id ?? headId(unit.text);
	const endpoint = id === null ? null : endpointIn(unit.text);
	if (id === null || endpoint === null || endpoint.method === null) {
		return null;
	}

	const rest = unit.text.slice(unit.text.indexOf(endpoint.path) + endpoint.path.length);
	const durations = quantitiesIn(rest).filter(({unit: of}) => of === 'ms' || of === 's');
	const expected = expectedCodes(rest);
	const codes = statusesIn(rest.replaceAll(/(?:expected|ожида\p{L}{1,6})\s{0,3}:?\s{0,3}\d{3}/giu, ' '));
	const judged = sign ?? signOf(rest) ?? judgementOf(/^[\s:—–-]*([\p{L} ]{2,20})/u.exec(rest)?.[1] ?? '');
	if (codes.length !== 1 && durations.length !== 1 && judged === null) {
		return null;
	}

	const artifact = artifactName(unit.raw.slice(unit.raw.indexOf(endpoint.path) + endpoint.path.length));
	const [duration] = durations.length === 1 ? durations : [];
	return {
		place: {file, line: unit.line},
		section: unit.heading?.text ?? '',
		testId: id,
		method: endpoint.method,
		path: endpoint.path,
		status: codes.length === 1 ? (codes[0] ?? null) : null,
		text: {notes: rest},
		columns: {},
		judged,
		expectedStatus: expected,
		saysExpected: callsErrorExpected(rest),
		latencyMs: duration?.value ?? null,
		latencyDecimals: duration?.decimals ?? 0,
		artifact,
	};
}

const part =
	/^[^\p{L}\d]{0,6}(?:(?:http )?request|endpoint|call|url|method|запрос|эндпо[ий]нт|метод|вызов|адрес|(?:http )?(?:status|code)(?: code)?|response(?: code| status| time)?|answer|статус|код(?: ответа)?|ответ|result|verdict|outcome|результат|итог|вердикт|latency|duration|elapsed|time|время(?: ответа)?|задержка|длительность|artifact|artefact|file|evidence|артефакт|файл|expected|ожидал\p{L}{1,3}|ожидается|notes?|примечание)\s?(?:\([^()]{1,20}\))?\s?[:=—–]\s/iu;

/**
 * A test told in an item or heading that names it, and its parts in the items below, each with a label: `- **6.1** Add`,
 * then `Request: POST /x`, `Status: 200`, `Latency: 485 ms`.
 *
 * @param units of the document, in order
 * @param index of the one that names the test
 */
export function nestedRow(file: string, units: readonly Unit[], index: number): ReportRow | null {
	const head = units[index];
	if (head === undefined || leadingTestId(head.text) === null || endpointIn(head.text)?.method != null) {
		return null;
	}

	const parts: Unit[] = [];
	for (let next = index + 1; next < Math.min(units.length, index + 20); next++) {
		const unit = units[next];
		if (unit?.kind !== 'item' || (head.kind === 'item' && unit.indent <= head.indent)) {
			break;
		}

		if (part.test(unit.text)) {
			parts.push(unit);
		}
	}

	const request = parts.find(({text}) => endpointIn(text)?.method != null);
	if (request === undefined) {
		return null;
	}

	const ordered = [head, request, ...parts.filter(one => one !== request)];
	return listRow(file, {
		...head,
		text: ordered.map(({text}) => text).join(' ; '),
		raw: ordered.map(({raw}) => raw).join(' ; '),
	});
}

/** `TC-014: GET /x`. */
function headId(text: string): string | null {
	const head = /^[^\p{L}\d]{0,6}([A-Za-z]{1,8}[-_]\d{1,5})\s{0,2}[:—–-]\s/u.exec(text)?.[1];
	return head === undefined ? null : testIdOf(head);
}
