import {plainKey, rolesOf, type MemberRole} from './artifact-keys.ts';
import {
	hasBodyMember,
	isAnswer,
	isEnvelope,
	methodOf,
	pouredBody,
	requestLineOf,
	statusOf,
	urlOf,
	withoutEnvelope,
} from './artifact-shape.ts';
import {readCurlCommand} from './curl-command.ts';
import {areRequestHeaders, areSurelyHeaders, readHeaders} from './header-list.ts';
import {isHttpText, readHttpText} from './http-text.ts';
import {isRecord, pointerTo, type JsonRecord} from './json-place.ts';

/** A part of an artifact and where it stands. */
export type Part<Value> = {readonly value: Value; readonly pointer: string};

/** The parts of one exchange in an artifact's value, wherever they stand. */
export type ArtifactParts = {
	/** False: the file is a bare answer of the API, nothing around it. */
	readonly isEnvelope: boolean;
	readonly status: Part<number> | null;
	readonly method: Part<string> | null;
	readonly url: Part<string> | null;
	readonly headers: Part<ReadonlyMap<string, string>> | null;
	readonly requestHeaders: Part<ReadonlyMap<string, string>> | null;
	/** `value` is `null` where the artifact says that there was none. */
	readonly body: Part<unknown> | null;
	/** The body stands there in base64. */
	readonly isBase64: boolean;
	readonly requestBody: Part<unknown> | null;
	/** Every other member that means something, in the order of the file. */
	readonly others: readonly OtherPart[];
};

export type OtherPart = Part<unknown> & {readonly role: MemberRole; readonly key: string};

/** Finds the parts: of one exchange, the first where a list of them stands there. */
export function findParts(root: unknown): ArtifactParts {
	const [value, pointer] = unwrapped(root);
	return isRecord(value) && isEnvelope(value, 0) ? search(value, pointer) : bare(root);
}

function bare(root: unknown): ArtifactParts {
	return {
		isEnvelope: false,
		status: null,
		method: null,
		url: null,
		headers: null,
		requestHeaders: null,
		body: root === null || root === undefined ? null : {value: root, pointer: ''},
		isBase64: false,
		requestBody: null,
		others: [],
	};
}

/** Through HAR's `log.entries[0]` and an array that holds exchanges. */
function unwrapped(value: unknown): readonly [unknown, string] {
	if (Array.isArray(value)) {
		const first: unknown = value[0];
		return isRecord(first) && isEnvelope(first, 0) ? [first, '/0'] : [value, ''];
	}

	const log = isRecord(value) ? value['log'] : undefined;
	const [holder, pointer] = isRecord(log) ? [log, '/log'] : [value, ''];
	const entries = isRecord(holder) ? holder['entries'] : undefined;
	const first: unknown = Array.isArray(entries) ? entries[0] : undefined;
	return isRecord(first) ? [first, `${pointer}/entries/0`] : [value, ''];
}

type Side = 'exchange' | 'request' | 'response';
type Member = {
	readonly key: string;
	readonly value: unknown;
	readonly pointer: string;
	readonly side: Side;
	readonly depth: number;
};

const deepest = 5;
/** How likely a name means the body, where several are there. */
const bodyOrder = ['json', 'text', 'content', 'data', 'payload'];

/**
 * Looks at every member of an exchange. What may stand in several places is decided by rank: what is said in the answer
 * goes before what is said around it, a sure name before a likely one.
 */
function search(root: JsonRecord, rootPointer: string): ArtifactParts {
	const best = new Map<string, Part<unknown> & {readonly rank: number}>();
	const others: OtherPart[] = [];
	let encoding = '';

	function put(name: string, rank: number, value: unknown, pointer: string): void {
		const known = best.get(name);
		if (value !== null && value !== undefined && (known === undefined || rank < known.rank)) {
			best.set(name, {rank, value, pointer});
		}
	}

	function visit(value: JsonRecord, pointer: string, side: Side, depth: number): void {
		for (const [key, member] of Object.entries(value)) {
			const roles = rolesOf(key);
			const at = pointerTo(pointer, key);
			if (roles[0] === 'skip' || takeText(member, at, side)) {
				continue;
			}

			for (const role of roles) {
				takers[role]({key, value: member, pointer: at, side, depth}, role);
			}

			if (roles.length === 0 && typeof member === 'object') {
				takeUnnamedHeaders(member, at, side);
			}
		}
	}

	/** A whole answer or request in one text: what `curl -i` prints, or the command itself. */
	function takeText(value: unknown, pointer: string, side: Side): boolean {
		if (typeof value !== 'string') {
			return false;
		}

		const command = readCurlCommand(value);
		if (command !== null) {
			put('method', 3, command.method, pointer);
			put('url', 3, command.url, pointer);
			put('requestHeaders', 3, command.headers, pointer);
			put('requestBody', 3, command.body, pointer);
			return true;
		}

		const http = side !== 'request' && isHttpText(value) ? readHttpText(value) : null;
		if (http === null) {
			return false;
		}

		put('status', 1, http.status, pointer);
		put('headers', 2, http.headers, pointer);
		put('method', 2, http.method, pointer);
		put('url', 5, http.url, pointer);
		put('requestHeaders', 2, http.requestHeaders, pointer);
		put(http.body === '' ? 'noBody' : 'body', 3, http.body === '' ? true : http.body, pointer);
		return true;
	}

	/** Headers are told by what they hold, whatever they are called. */
	function takeUnnamedHeaders(value: unknown, pointer: string, side: Side): void {
		const headers = readHeaders(value);
		if (headers !== null && areSurelyHeaders(headers)) {
			const isSent = side === 'request' || areRequestHeaders(headers);
			put(isSent ? 'requestHeaders' : 'headers', 4, headers, pointer);
		}
	}

	function keep({key, value, pointer, side}: Member, role: MemberRole): void {
		if (side !== 'request') {
			others.push({role, key, value, pointer});
		}
	}

	function takeEndpoint({value, pointer, side}: Member): void {
		if (typeof value === 'string') {
			const {method, url} = requestLineOf(value);
			const rank = side === 'request' ? 2 : 3;
			put('method', rank, method, pointer);
			put('url', rank, url, pointer);
		}
	}

	function takeHeaders({value, pointer, side}: Member): void {
		const headers = readHeaders(value);
		const isSent =
			side === 'request' || (side === 'exchange' && headers !== null && areRequestHeaders(headers));
		put(isSent ? 'requestHeaders' : 'headers', 1, headers, pointer);
	}

	function takeBody({key, value, pointer, side}: Member, role: MemberRole): void {
		const holder =
			isRecord(value) && typeof value['text'] === 'string' && ('mimeType' in value || 'encoding' in value)
				? value
				: null;
		const inner = holder?.['text'] ?? bufferText(value) ?? value;
		if (side === 'request') {
			put('requestBody', role === 'body' ? 1 : 2, inner, pointer);
			return;
		}

		if (/b(?:ase)?64/i.test(key) || String(holder?.['encoding']).toLowerCase() === 'base64') {
			encoding = 'base64';
		}

		const order = bodyOrder.indexOf(plainKey(key));
		const likely = 3 + (order === -1 ? 8 : order) + (side === 'exchange' ? 10 : 0);
		const rank = role === 'maybe-body' ? likely : role === 'body' ? 1 : 0;
		const at = holder === null ? pointer : pointerTo(pointer, 'text');
		put(value === null ? 'noBody' : 'body', rank, value === null ? true : inner, at);
	}

	function takeRequest(member: Member): void {
		if (isRecord(member.value) && member.depth < deepest) {
			visit(member.value, member.pointer, 'request', member.depth + 1);
		} else {
			takeEndpoint({...member, side: 'request'});
		}
	}

	function takeResponse({value, pointer, side, depth}: Member, role: MemberRole): void {
		const isSure = role === 'response';
		if (side === 'request' || depth >= deepest) {
			return;
		}

		if (isRecord(value) && (isEnvelope(value, 1) || (isSure && isAnswer(value)))) {
			visit(value, pointer, 'response', depth + 1);
			if (isSure && !hasBodyMember(value)) {
				put('body', 20, withoutEnvelope(value), pointer);
			}
		} else if (isSure) {
			put('body', 2, value, pointer);
			// An error of the API under `response`: its own status is the best that is said.
			const status = isRecord(value) ? statusOf(value['status']) : null;
			put('status', 30, status, pointerTo(pointer, 'status'));
		}
	}

	const nothing = (): void => undefined;
	const takers: Readonly<Record<MemberRole, (member: Member, role: MemberRole) => void>> = {
		status: ({value, pointer, side, depth}) =>
			put('status', side === 'response' ? 0 : depth + 1, statusOf(value), pointer),
		'maybe-status': ({key, value, pointer, side, depth}) => {
			const rank = (side === 'response' ? 0 : depth + 1) + (plainKey(key) === 'status' ? 10 : 11);
			put('status', rank, side === 'request' ? null : statusOf(value), pointer);
		},
		method: ({value, pointer, side}) => put('method', side === 'request' ? 0 : 1, methodOf(value), pointer),
		url: ({value, pointer, side}) =>
			put('url', side === 'request' ? 0 : side === 'exchange' ? 1 : 4, urlOf(value), pointer),
		endpoint: takeEndpoint,
		headers: takeHeaders,
		'response-headers': ({value, pointer}) => put('headers', 0, readHeaders(value), pointer),
		'request-headers': ({value, pointer}) => put('requestHeaders', 0, readHeaders(value), pointer),
		body: takeBody,
		'response-body': takeBody,
		'maybe-body': takeBody,
		'request-body': ({value, pointer}) => put('requestBody', 0, value, pointer),
		encoding: ({value, side}) => {
			if (typeof value === 'string' && side !== 'request') {
				encoding ||= value.toLowerCase();
			}
		},
		request: takeRequest,
		response: takeResponse,
		'maybe-response': takeResponse,
		container: ({value, pointer, side, depth}) => {
			if (isRecord(value) && side === 'exchange' && depth < 2) {
				visit(value, pointer, side, depth + 1);
			}
		},
		timings: keep,
		latency: keep,
		sent: keep,
		finished: keep,
		generated: keep,
		stamp: keep,
		'test-id': keep,
		'maybe-test-id': keep,
		attempt: keep,
		judgement: keep,
		'maybe-judgement': keep,
		error: keep,
		'maybe-error': keep,
		mock: keep,
		'request-id': keep,
		skip: nothing,
	};

	visit(root, rootPointer, 'exchange', 0);

	function part<Value>(name: string): Part<Value> | null {
		const found = best.get(name);
		return found === undefined ? null : {value: found.value as Value, pointer: found.pointer};
	}

	const absent = best.get('noBody');
	const poured = pouredBody(root);
	const body =
		part<unknown>('body') ??
		(absent !== undefined
			? {value: null, pointer: absent.pointer}
			: poured === null
				? null
				: {value: poured, pointer: rootPointer});
	return {
		isEnvelope: true,
		status: part('status'),
		method: part('method'),
		url: part('url'),
		headers: part('headers'),
		requestHeaders: part('requestHeaders'),
		body,
		isBase64: encoding === 'base64' && typeof body?.value === 'string',
		requestBody: part('requestBody'),
		others,
	};
}

/** Node's JSON form of a buffer, as text. */
function bufferText(value: unknown): string | null {
	return isRecord(value) && value['type'] === 'Buffer' && Array.isArray(value['data'])
		? Buffer.from(value['data'].filter(byte => typeof byte === 'number')).toString('utf8')
		: null;
}
