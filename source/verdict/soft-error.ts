import type {Answer} from '../request/exchange.ts';
import type {Content} from './content.ts';
import type {Reason} from './verdict.ts';

/**
 * A success status over a body that says the opposite (design.md §2): `status: error`, an `error` or `success: false`
 * member, problem details (RFC 9457), or an HTML page.
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

	if (content.kind !== 'json' || !isRecord(content.value)) {
		return null;
	}

	const {status, error, success, code, message} = content.value;
	const detail = [code, message].filter(part => typeof part === 'string' && part !== '').join(': ');
	const suffix = detail === '' ? '' : ` (${detail})`;
	if (typeof status === 'string' && /^(?:error|fail|failed|failure)$/i.test(status)) {
		return `status "${status}"${suffix}`;
	}

	if (success === false) {
		return `success false${suffix}`;
	}

	if (error === true || (typeof error === 'string' && error !== '') || isRecord(error)) {
		return `error ${JSON.stringify(error)}${suffix}`;
	}

	return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
