/** A session without network and disk that keeps the contract: state is what its events reduce to. */
import type {Catalog, Profile, ProfileKind} from '../../source/catalog/catalog.ts';
import {Problem} from '../../source/catalog/problem.ts';
import {bodyProblem} from '../../source/request/body-problem.ts';
import {variantOf, type Draft, type Pair} from '../../source/request/draft.ts';
import type {Exchange, Failure, Timings} from '../../source/request/exchange.ts';
import type {
	EventBody,
	JournalEvent,
	Mark,
	SessionOpened,
	StoredExchange,
} from '../../source/session/event.ts';
import type {FiredAttempt, FireOptions, Session} from '../../source/session/session.ts';
import {emptyState, endpointState, reduce, type Attempt} from '../../source/session/state.ts';
import {filledIn} from '../../source/tui/views/template-url.ts';
import type {Verdict} from '../../source/verdict/verdict.ts';

export type FakeAnswer = {
	readonly status?: number;
	readonly statusText?: string;
	readonly headers?: readonly Pair[];
	readonly body?: string | Buffer;
	readonly latency?: number;
	readonly verdict?: Verdict;
	readonly reason?: string;
	/** In the place of the one reason. */
	readonly reasons?: ReadonlyArray<{readonly code: string; readonly text: string}>;
	readonly failure?: Failure;
	readonly timings?: Partial<Timings>;
	readonly connection?: 'cold' | 'reused';
	readonly captures?: Readonly<Record<string, string>>;
};

type Waiting = {
	readonly draft: Draft;
	readonly options: FireOptions;
	readonly attempt: Attempt;
	readonly resolve: (fired: FiredAttempt) => void;
};

export type FakeSession = Session & {
	/** Requests that wait for an answer, oldest first. */
	readonly waiting: readonly Waiting[];
	/** Every draft that was fired. */
	readonly fired: ReadonlyArray<{draft: Draft; sendInvalidBody: boolean}>;
	readonly kept: readonly Draft[];
	readonly events: readonly JournalEvent[];
	/** Answers the latest waiting request, or that of an endpoint. */
	answer(answer?: FakeAnswer, endpointId?: string): void;
	/** The latest waiting request is in another phase. */
	progress(phase: 'dns' | 'tcp' | 'send' | 'wait' | 'download', receivedBytes?: number): void;
	setReadOnly(reason: string | null): void;
	/** The same journal, read by another process: real exchanges are gone. */
	resumed(): FakeSession;
};

export type FakeSessionOptions = {
	readonly catalog: Catalog;
	readonly kind?: ProfileKind;
	readonly readOnlyReason?: string;
	readonly events?: readonly JournalEvent[];
};

const start = Date.UTC(2025, 10, 22, 15, 30, 0);

export function createFakeSession(options: FakeSessionOptions): FakeSession {
	const {catalog, kind = 'sandbox'} = options;
	const profile: Profile = {
		name: kind,
		kind,
		baseUrl: kind === 'production' ? 'https://qtickets.example' : 'http://127.0.0.1:4010',
		host: kind === 'production' ? 'qtickets.example' : '127.0.0.1:4010',
		variables: {},
		masking: true,
		readOnly: false,
	};
	const plan: SessionOpened['plan'] = {stage: null, tests: [], variant: 'documented'};
	const name = `qtickets_${kind}_run_20251122_153000`;
	const events: JournalEvent[] = [];
	const listeners = new Set<() => void>();
	const exchanges = new Map<number, Exchange>();
	const waiting: Waiting[] = [];
	const fired: Array<{draft: Draft; sendInvalidBody: boolean}> = [];
	const kept: Draft[] = [];
	let readOnlyReason = options.readOnlyReason ?? null;
	let state = emptyState;

	function tell(): void {
		for (const listener of listeners) {
			listener();
		}
	}

	function add(body: EventBody): JournalEvent {
		const seq = events.length + 1;
		const event: JournalEvent = {seq, at: new Date(start + seq * 1000).toISOString(), ...body};
		events.push(event);
		state = reduce(state, event);
		tell();
		return event;
	}

	if (options.events === undefined) {
		add({
			type: 'session.opened',
			version: 1,
			name,
			profile: {name: kind, kind, base_url: profile.baseUrl, masking: true, read_only: false},
			catalog: {name: catalog.name, digest: catalog.digest},
			plan,
			tool: {name: 'qtickets-explorer', version: '0.0.0'},
			environment: {node: 'v20', os: 'test', git_revision: null, git_dirty: null, tokens: []},
			sandbox: null,
			salt: '0'.repeat(32),
		});
	} else {
		for (const event of options.events) {
			events.push(event);
			state = reduce(state, event);
		}

		add({type: 'session.resumed', tool: {name: 'qtickets-explorer', version: '0.0.0'}});
	}

	function variables(): ReadonlyMap<string, string> {
		return new Map([
			...[...catalog.variables].map(([key, variable]) => [key, variable.example] as const),
			...[...state.captured].map(([key, {value}]) => [key, value] as const),
			...state.variables,
		]);
	}

	function urlOf(draft: Draft): string {
		const variant = variantOf(catalog.endpoints.get(draft.endpointId)!, draft.variant);
		const path = variant.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
			encodeURIComponent(filledIn(draft.path[key] ?? '', variables())),
		);
		const query = new URLSearchParams(
			draft.query.map(([key, value]): [string, string] => [key, value]),
		).toString();
		return `${profile.baseUrl}${catalog.servers.get(variant.server)!.path}${path}${query === '' ? '' : `?${query}`}`;
	}

	function fire(draft: Draft, fireOptions: FireOptions): Promise<FiredAttempt> {
		const endpoint = catalog.endpoints.get(draft.endpointId)!;
		const variant = variantOf(endpoint, draft.variant);
		if (readOnlyReason !== null) {
			return Promise.reject(new Problem('read-only', `Nothing can be fired: ${readOnlyReason}`));
		}

		if (draft.body !== null && bodyProblem(draft.body) !== null && fireOptions.sendInvalidBody !== true) {
			return Promise.reject(new Problem('body-not-json', 'The body is not JSON.'));
		}

		if (variant.writes && kind === 'production' && !state.unlockedHosts.has(profile.host)) {
			return Promise.reject(
				new Problem('writes-locked', 'The request writes, and the host is production.', {
					next: `Type ${profile.host} to unlock writes.`,
				}),
			);
		}

		fired.push({draft, sendInvalidBody: fireOptions.sendInvalidBody === true});
		add({
			type: 'request.intent',
			endpoint_id: endpoint.id,
			variant: variant.name,
			stage: fireOptions.stage,
			attempt: endpointState(state, endpoint.id).attempts.length + 1,
			title: endpoint.title,
			section: endpoint.section,
			section_title: endpoint.section,
			endpoint: `${variant.method} ${variant.path}`,
			spec_ref: endpoint.specRef,
			artifact: endpoint.artifact,
			writes: variant.writes,
			request: {
				method: variant.method,
				url: urlOf(draft),
				headers: [['Authorization', 'Bearer *** (3fa9)']],
				body: draft.body,
			},
		});
		const attempt = endpointState(state, endpoint.id).attempts.at(-1)!;
		fireOptions.onIntent?.(attempt);
		return new Promise(resolve => {
			const entry: Waiting = {draft, options: fireOptions, attempt, resolve};
			waiting.push(entry);
			fireOptions.signal.addEventListener('abort', () => {
				finish(entry, {
					failure: {
						kind: 'aborted',
						message: 'Cancelled by the operator.',
						code: null,
						mayHaveBeenApplied: true,
					},
				});
			});
		});
	}

	function finish(entry: Waiting, answer: FakeAnswer): void {
		const at = waiting.indexOf(entry);
		if (at === -1) {
			return;
		}

		waiting.splice(at, 1);
		const exchange = exchangeFor(entry, answer);
		const {intent} = entry.attempt;
		exchanges.set(intent.seq, exchange);
		add({
			type: 'request.outcome',
			intent: intent.seq,
			exchange: storedOf(exchange),
			verdict: answer.verdict ?? (answer.failure === undefined ? 'success' : 'no-response'),
			reasons: answer.reasons ?? [{code: 'fake', text: answer.reason ?? 'status 200 is among 200'}],
			captures: answer.captures ?? {},
			masked: {email: 1},
			created: variantOf(catalog.endpoints.get(intent.endpoint_id)!, intent.variant).creates.flatMap(
				({what, variable, removedBy}) => {
					const value = answer.captures?.[variable];
					return value === undefined ? [] : [{what, variable, value, removed_by: removedBy}];
				},
			),
		});
		const attempt = endpointState(state, intent.endpoint_id).attempts.find(
			other => other.intent.seq === intent.seq,
		)!;
		entry.resolve({attempt, exchange});
	}

	function exchangeFor({draft, attempt}: Waiting, answer: FakeAnswer): Exchange {
		const body = Buffer.from(answer.body ?? '{"ok":true}');
		const {request} = attempt.intent;
		const latency = answer.latency ?? 123.4;
		return {
			request: {
				endpointId: draft.endpointId,
				variant: draft.variant,
				method: request.method as 'GET',
				url: request.url,
				headers: request.headers,
				body: draft.body,
				writes: attempt.intent.writes,
				token: null,
			},
			sentAt: attempt.intent.at,
			answer:
				answer.failure === undefined
					? {
							status: answer.status ?? 200,
							statusText: answer.statusText ?? 'OK',
							httpVersion: '1.1',
							headers: answer.headers ?? [['Content-Type', 'application/json; charset=utf-8']],
							body,
							wireBytes: body.length,
							decodedBytes: body.length,
							truncated: false,
						}
					: null,
			failure: answer.failure ?? null,
			latency: answer.failure === undefined ? latency : null,
			elapsed: latency,
			timings: {
				dns: null,
				tcp: 0.4,
				tls: null,
				send: 0.2,
				wait: latency - 1.1,
				download: 0.5,
				...answer.timings,
			},
			connection: answer.connection ?? 'cold',
			remote: '127.0.0.1:4010',
		};
	}

	return {
		directory: `/sessions/${name}`,
		name,
		catalog,
		profile,
		plan,
		waiting,
		fired,
		kept,
		events,
		getReadOnlyReason: () => readOnlyReason,
		getState: () => state,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		variables,
		fire,
		exchangeOf: intent => exchanges.get(intent),
		check: () => null,
		maskText: text => text.replaceAll('test@example.com', 'te..t@ex..le.com'),
		previewText: text => text.replaceAll('test@example.com', 'te..t@ex..le.com'),
		exported: () => undefined,
		curlOf: draft =>
			`curl --request ${variantOf(catalog.endpoints.get(draft.endpointId)!, draft.variant).method} \\\n  --url '${urlOf(draft)}' \\\n  --header "Authorization: Bearer $QTICKETS_TOKEN"`,
		mark(endpointId, attempt, mark: Mark | null, note) {
			add({type: 'mark.set', endpoint_id: endpointId, attempt, mark, note});
		},
		note(endpointId, text) {
			add({type: 'note.added', endpoint_id: endpointId, text});
		},
		removeNote(seq) {
			add({type: 'note.removed', note: seq});
		},
		startStage(stageId) {
			add({type: 'stage.started', stage: stageId, tests: catalog.stages.get(stageId)!.tests});
		},
		checkStage(stageId, checks, override) {
			add({type: 'stage.checked', stage: stageId, checks, override});
		},
		recordCounts: add,
		setVariable(key, value) {
			add({type: 'variable.set', name: key, value});
		},
		keepDraft(draft) {
			kept.push(draft);
			const {endpointId, ...rest} = draft;
			add({type: 'draft.edited', endpoint_id: endpointId, ...rest});
		},
		keptDraft(endpointId) {
			const draft = endpointState(state, endpointId).draft;
			return draft === null
				? undefined
				: {
						endpointId,
						variant: draft.variant,
						path: draft.path,
						query: draft.query,
						headers: draft.headers,
						body: draft.body,
					};
		},
		unlock(typed) {
			if (typed !== profile.host) {
				throw new Problem('host-name-differs', `"${typed}" is not the name of the host.`, {
					next: `Type ${profile.host}.`,
				});
			}

			add({type: 'guard.unlocked', host: profile.host, how: 'typed'});
		},
		end(reason) {
			if (state.ended === null) {
				add({type: 'session.ended', reason});
			}
		},
		answer(answer = {}, endpointId) {
			const entry = waiting.findLast(
				({draft}) => endpointId === undefined || draft.endpointId === endpointId,
			);
			if (entry === undefined) {
				throw new Error('No request waits for an answer.');
			}

			finish(entry, answer);
		},
		progress(phase, receivedBytes = 0) {
			waiting.at(-1)?.options.onProgress?.({phase, receivedBytes});
		},
		setReadOnly(reason) {
			readOnlyReason = reason;
			tell();
		},
		resumed: () => createFakeSession({...options, events}),
	};
}

function storedOf(exchange: Exchange): StoredExchange {
	const {answer, failure} = exchange;
	return {
		sent_at: exchange.sentAt,
		status: answer?.status ?? null,
		status_text: answer?.statusText ?? null,
		http_version: answer?.httpVersion ?? null,
		headers: answer?.headers ?? [],
		body: answer?.body.toString().replaceAll('test@example.com', 'te..t@ex..le.com') ?? null,
		body_encoding: 'text',
		wire_bytes: answer?.wireBytes ?? null,
		decoded_bytes: answer?.decodedBytes ?? null,
		truncated: answer?.truncated ?? false,
		latency_ms: exchange.latency,
		elapsed_ms: exchange.elapsed,
		timings: exchange.timings,
		connection: exchange.connection,
		remote: exchange.remote,
		error:
			failure === null
				? null
				: {
						kind: failure.kind,
						message: failure.message,
						code: failure.code,
						may_have_been_applied: failure.mayHaveBeenApplied,
					},
	};
}
