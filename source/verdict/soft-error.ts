import type {Answer} from '../request/exchange.ts';
import type {Content} from './content.ts';
import {shortJson} from './short-json.ts';
import type {Reason} from './verdict.ts';

/**
 * A success status over a body that says the opposite (design.md §2): `status: error`, an `error` or `success: false`
 * member, problem details (RFC 9457). Looked for in the body itself, in what stands under `result` (Partners wrap
 * there), and in the elements of a list: one refused item of a batch is a refusal.
 *
 * @returns the reason, or `null` when status and body agree
 */
export function softError(answer: Answer, content: Content): Reason | null {
	if (answer.status < 200 || answer.status > 299) {
		return null;
	}

	const said = whatTheBodySays(answer, content);
	return said === null
		? null
		: {code: 'soft-error', text: `Soft error: HTTP ${answer.status}, but the body says ${said}.`};
}

function whatTheBodySays(answer: Answer, content: Content): string | null {
	const type = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	if (/^application\/problem\+json\b/i.test(type)) {
		return 'problem details';
	}

	if (content.kind !== 'json') {
		return null;
	}

	const inside = isRecord(content.value) ? content.value['result'] : undefined;
	return inside === false ? 'result false' : (refusalIn(content.value) ?? refusalIn(inside));
}

/** What a value, or the first element of a list that does, says of its own failure. */
function refusalIn(value: unknown): string | null {
	const candidates: readonly unknown[] = Array.isArray(value) ? value : [value];
	for (const candidate of candidates) {
		const refusal = isRecord(candidate) ? refusalOf(candidate) : null;
		if (refusal !== null) {
			return refusal;
		}
	}

	return null;
}

function refusalOf({
	status,
	error,
	errors,
	success,
	code,
	message,
}: Readonly<Record<string, unknown>>): string | null {
	const detail = [code, message].filter(part => typeof part === 'string' && part !== '').join(': ');
	const suffix = detail === '' ? '' : ` (${detail})`;
	if (typeof status === 'string' && /^\s*(?:errors?|fail|failed|failure|denied|refused)\s*$/i.test(status)) {
		return `status ${JSON.stringify(status)}${suffix}`;
	}

	if (typeof status === 'number' && status >= 400 && status <= 599) {
		return `status ${status}${suffix}`;
	}

	if (success === false || success === 0 || success === 'false') {
		return `success ${JSON.stringify(success)}${suffix}`;
	}

	for (const [name, member] of Object.entries({error, errors})) {
		if (!isEmpty(member)) {
			return `${name} ${shortJson(member)}${suffix}`;
		}
	}

	return null;
}

/** What says that there is no error. */
function isEmpty(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === false ||
		value === 0 ||
		value === '' ||
		(typeof value === 'object' && Object.keys(value).length === 0)
	);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
