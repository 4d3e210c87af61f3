import type {Endpoint, Variant} from '../catalog/catalog.ts';
import {isDeepStrictEqual} from 'node:util';
import {findEndpoint} from '../catalog/find-endpoint.ts';
import {Problem} from '../catalog/problem.ts';
import {draftOf, variantOf, type Draft} from '../request/draft.ts';
import type {Exchange, PreparedRequest} from '../request/exchange.ts';
import {checkGuard} from '../request/guard.ts';
import {prepareRequest} from '../request/prepare.ts';
import {substituteText} from '../request/substitute.ts';
import type {captureValues} from '../verdict/capture.ts';
import type {judge} from '../verdict/judge.ts';
import type {ClearValues} from './clear-values.ts';
import {createEffects, removedThings, wasAccepted} from './effects.ts';
import type {EventBody, JournalEvent, RequestInput} from './event.ts';
import type {Masker} from './masking.ts';
import {maskedValueIn, type MaskedValues} from './masked-values.ts';
import {unjudgedOutcome, type OutcomeBody} from './unjudged-outcome.ts';
import type {Consents, FiredAttempt, FireOptions} from './session.ts';
import type {SessionOptions} from './session-options.ts';
import {endpointState, type Attempt, type SessionState} from './state.ts';

type FireParts = {
	readonly options: SessionOptions;
	readonly masker: Masker;
	readonly clear: ClearValues;
	readonly append: (body: EventBody) => JournalEvent;
	readonly getState: () => SessionState;
	readonly variables: () => ReadonlyMap<string, string>;
	/** What of an endpoint's values is known in masked form only. */
	readonly maskedValues: (endpointId: string) => MaskedValues;
};

type JudgeParts = {
	readonly intent: number;
	readonly variant: Variant;
	readonly judges: Judges;
	/** What was masked in the request. */
	readonly counts: Readonly<Record<string, number>>;
	readonly inputs: readonly RequestInput[];
};

type Judges = {readonly judge: typeof judge; readonly captureValues: typeof captureValues};

/**
 * The one door out. Every request of every screen and command goes through `fire`: guard, masking, intent on disk,
 * send, verdict, outcome on disk, in this order. A guard anywhere else would leak by the next view that forgets it.
 */
export function createFire(parts: FireParts): {
	fire: (draft: Draft, options: FireOptions) => Promise<FiredAttempt>;
	prepare: (draft: Draft, how: Consents) => PreparedRequest;
	check: (draft: Draft, how: Consents) => Problem | null;
} {
	const {options, masker, clear, append, getState, variables} = parts;
	const {catalog, profile, secrets, limits, edges} = options;
	const effects = createEffects({catalog, profile, masker});

	function prepare(draft: Draft, {sendInvalidBody = false, useStandIns = false}: Consents): PreparedRequest {
		const endpoint = findEndpoint(catalog, draft.endpointId);
		const known = parts.maskedValues(endpoint.id);
		const masked = maskedValueIn(draft, useStandIns ? {...known, lost: new Map()} : known);
		if (masked !== null) {
			throw masked;
		}

		return prepareRequest({
			draft,
			endpoint,
			catalog,
			profile,
			variables: variables(),
			secrets,
			sendInvalidBody,
		});
	}

	function refusalOf(request: PreparedRequest): Problem | null {
		return checkGuard(request, {
			profile,
			unlockedHosts: getState().unlockedHosts,
			tlsRejectUnauthorized: options.tlsRejectUnauthorized,
		});
	}

	function check(draft: Draft, how: Consents): Problem | null {
		try {
			return refusalOf(prepare(draft, how));
		} catch (error) {
			if (error instanceof Problem) {
				return error;
			}

			throw error;
		}
	}

	function isNotJson(draft: Draft, how: Consents): boolean {
		return check(draft, {...how, sendInvalidBody: false})?.code === 'body-not-json';
	}

	async function fire(draft: Draft, fireOptions: FireOptions): Promise<FiredAttempt> {
		const endpoint = findEndpoint(catalog, draft.endpointId);
		const variant = variantOf(endpoint, draft.variant);
		const request = prepare(draft, fireOptions);
		const refusal = refusalOf(request);
		if (refusal !== null) {
			throw refusal;
		}

		const known = {values: variables(), state: getState()};
		// Before the request leaves: loading code while it is under way would be counted as the server's time.
		const judges = await loadJudges();
		learnPathValues(draft);
		const masked = masker.request(request);
		const inputs = effects.inputs(draft, {...known, stage: fireOptions.stage});
		const intent = append(
			intentOf(endpoint, variant, {
				request,
				stored: masked.value,
				stage: fireOptions.stage,
				edited: isEdited(draft, endpoint),
				bodyNotJson: fireOptions.sendInvalidBody === true && isNotJson(draft, fireOptions),
				inputs,
			}),
		);
		fireOptions.onIntent?.(attemptOf(intent.seq));
		const exchange = await edges.send(request, {
			...limits,
			signal: fireOptions.signal,
			...(fireOptions.onProgress === undefined ? {} : {onProgress: fireOptions.onProgress}),
		});
		storeOutcome(
			intent.seq,
			exchange,
			await judged(exchange, {intent: intent.seq, variant, judges, counts: masked.counts, inputs}),
		);
		return {attempt: attemptOf(intent.seq), exchange};
	}

	/** The outcome with everything that may go wrong over what a server sent: the answer is stored even so. */
	async function judged(
		exchange: Exchange,
		{intent, variant, judges, counts, inputs}: JudgeParts,
	): Promise<OutcomeBody> {
		clear.keep(intent, exchange);
		try {
			const judgement = judges.judge(exchange, variant);
			const isLarge = (exchange.answer?.body.length ?? 0) > large;
			if (isLarge) {
				await nextTurn();
			}

			const isSuccess = judgement.verdict === 'success';
			const found =
				exchange.answer === null ? {} : judges.captureValues(exchange.answer.body, variant.captures);
			const captures = isSuccess ? found : {};
			if (isLarge) {
				await nextTurn();
			}

			const created = wasAccepted(exchange) ? effects.created(variant, found) : [];
			const removed = isSuccess ? removedThings(variant, inputs) : [];
			const stored = await masker.exchangeInSteps(exchange, nextTurn);
			const outcome: OutcomeBody = {
				exchange: stored.value,
				verdict: judgement.verdict,
				reasons: judgement.reasons.map(({code, text}) => ({code, text: masker.text(text)})),
				captures: Object.fromEntries(
					Object.entries(captures).map(([name, value]) => [name, masker.named(name, value)]),
				),
				masked: sum(counts, stored.counts),
				...(created.length === 0 ? {} : {created}),
				...(removed.length === 0 ? {} : {removed}),
			};
			clear.capture(intent, captures);
			return outcome;
		} catch (error) {
			return unjudgedOutcome(exchange, error, counts);
		}
	}

	function storeOutcome(intent: number, exchange: Exchange, outcome: OutcomeBody): void {
		try {
			append({type: 'request.outcome', intent, ...outcome});
		} catch (error) {
			if (!(error instanceof Problem && error.code === 'event-too-large')) {
				throw error;
			}

			append({type: 'request.outcome', intent, ...unjudgedOutcome(exchange, error, outcome.masked)});
		}
	}

	/** A URL's path names no keys: what stands in it is known by the placeholder that it was filled into. */
	function learnPathValues(draft: Draft): void {
		for (const [name, template] of Object.entries(draft.path)) {
			const filling = {variables: variables(), endpoint: draft.endpointId, where: `path value ${name}`};
			masker.named(name, substituteText(template, filling));
		}
	}

	function intentOf(
		endpoint: Endpoint,
		variant: Variant,
		{
			request,
			stored,
			stage,
			edited,
			bodyNotJson,
			inputs,
		}: {
			request: PreparedRequest;
			stored: ReturnType<Masker['request']>['value'];
			stage: string | null;
			edited: boolean;
			bodyNotJson: boolean;
			inputs: readonly RequestInput[];
		},
	): EventBody {
		const section = catalog.sections.find(({id}) => id === endpoint.section);
		return {
			type: 'request.intent',
			endpoint_id: endpoint.id,
			variant: variant.name,
			stage,
			attempt: endpointState(getState(), endpoint.id).attempts.length + 1,
			title: endpoint.title,
			section: endpoint.section,
			section_title: section?.title ?? endpoint.section,
			endpoint: `${request.method} ${pathOf(stored.url)}`,
			spec_ref: endpoint.specRef,
			artifact: endpoint.artifact,
			writes: request.writes,
			edited,
			...(bodyNotJson ? {body_not_json: true} : {}),
			request: stored,
			inputs,
		};
	}

	function attemptOf(intent: number): Attempt {
		for (const {attempts} of getState().endpoints.values()) {
			const attempt = attempts.find(candidate => candidate.intent.seq === intent);
			if (attempt !== undefined) {
				return attempt;
			}
		}

		throw new Problem('attempt-not-found', `No attempt has the journal number ${intent}.`);
	}

	return {fire, prepare, check};
}

/** A body of more than so many bytes takes longer than a frame to be read. */
const large = 100_000;

/** Lets keys, frames and other answers have their turn. */
function nextTurn(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}

/** JSONPath is loaded with the first request, not with the first frame. */
async function loadJudges(): Promise<Judges> {
	const [verdict, capture] = await Promise.all([
		import('../verdict/judge.ts'),
		import('../verdict/capture.ts'),
	]);
	return {judge: verdict.judge, captureValues: capture.captureValues};
}

/** True when the draft is no longer the catalog's example. */
function isEdited(draft: Draft, endpoint: Endpoint): boolean {
	return !isDeepStrictEqual(draft, draftOf(endpoint, draft.variant));
}

/** Path and query of a URL as they stand in it, without decoding anything. */
function pathOf(url: string): string {
	return url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '') || '/';
}

function sum(
	a: Readonly<Record<string, number>>,
	b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {...a};
	for (const [kind, count] of Object.entries(b)) {
		counts[kind] = (counts[kind] ?? 0) + count;
	}

	return counts;
}
