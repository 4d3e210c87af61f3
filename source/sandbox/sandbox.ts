/**
 * A local, stateful server that behaves like the QTickets API (qtickets-api.md): for trying a client out, and for tests.
 * Nothing of it reaches beyond this machine.
 */
import {controlAnswer, controlPrefix} from './control.ts';
import {pageNotFound} from './envelopes.ts';
import {faultPlan, parseFault, type Fault} from './fault.ts';
import {latencyOf, type Latency} from './latency.ts';
import type {Mode, Scenario} from './modes.ts';
import {answerRequest, type Desk} from './router.ts';
import {seedState} from './seed.ts';
import {startServer, type Handling, type HeardRequest} from './server.ts';
import {loadState, saveState} from './state-file.ts';
import {tokensOf, type Tokens} from './tokens.ts';

export {describeFault, faultNames, parseFault, type Fault, type FaultName} from './fault.ts';
export {parseLatency, type Latency} from './latency.ts';
export {modeNames, scenarioNames, type Mode, type Scenario} from './modes.ts';
export type {Tokens} from './tokens.ts';

export type SandboxOptions = {
	/** 0 (usual): any free port. One that is taken is replaced by the next free one. */
	readonly port?: number;
	/** `127.0.0.1` unless said. */
	readonly host?: string;
	/** `faithful` unless said. */
	readonly mode?: Mode;
	/** `full` unless said. */
	readonly scenario?: Scenario;
	/** How long every answer is held back; not at all unless said. */
	readonly latency?: Latency;
	/** What goes wrong: a fault's name, `NAME@N` for the Nth request only, or what `parseFault` gave. */
	readonly fault?: string | Fault | null;
	/** Decides tokens, invented data and jitter; 1 unless said. */
	readonly seed?: number;
	readonly now?: () => Date;
	/** Where the state is kept between starts; nowhere unless said. */
	readonly stateFile?: string | null;
};

export type Sandbox = {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	readonly url: string;
	readonly port: number;
	readonly mode: Mode;
	readonly scenario: Scenario;
	readonly tokens: Tokens;
	/** True when the wanted port was taken and another one is used. */
	readonly portWasTaken: boolean;
	/** Requests to the API since the start or the last reset; those to `/__sandbox/` do not count. */
	readonly requestCount: () => number;
	/** Back to the start: the seeded state, and request 1 comes next. */
	readonly reset: () => void;
	/** Ends at once, open and hung connections included. */
	readonly close: () => Promise<void>;
};

function faultOf(fault: string | Fault | null | undefined): Fault | null {
	const parsed = typeof fault === 'string' ? parseFault(fault) : (fault ?? null);
	if (typeof parsed === 'string') {
		throw new TypeError(parsed);
	}

	return parsed;
}

/**
 * Starts a sandbox and resolves once it listens.
 *
 * @throws {TypeError} for an unknown fault; the `net` error when the host cannot be listened on
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const {mode = 'faithful', scenario = 'full', seed = 1, host = '127.0.0.1', stateFile = null} = options;
	const latency = options.latency ?? {base: 0, jitter: 0};
	const now = options.now ?? (() => new Date());
	const fault = faultOf(options.fault);
	const owner = {mode, scenario, seed};
	let requests = 0;
	const desk: Desk = {
		mode,
		scenario,
		tokens: tokensOf(seed),
		now,
		state: (stateFile === null ? undefined : loadState(stateFile, owner)) ?? seedState(seed, scenario),
	};

	function reset(): void {
		desk.state = seedState(seed, scenario);
		requests = 0;
		save();
	}

	/** Gives the header that says that a change could not be kept, if so. */
	function save(): Handling['headers'] {
		const isSaved = stateFile === null || saveState(stateFile, owner, desk.state);
		return isSaved ? [] : [['X-Sandbox-State', 'not saved']];
	}

	function control(target: string, method: string): Handling {
		const found = controlAnswer(desk, {method, target}, {requests, reset});
		const answer = found?.answer ?? pageNotFound('inferred; a route of the sandbox itself, not of the API');
		return {answer, delay: 0, fault: null, headers: found?.changed === true ? save() : []};
	}

	function handle({message, body}: HeardRequest): Handling {
		const {method = 'GET', url: target = '/', headers} = message;
		if (target.startsWith(controlPrefix)) {
			return control(target, method);
		}

		requests++;
		const delay = latencyOf(latency, seed, requests);
		const strikes = fault !== null && (fault.nth === null || fault.nth === requests) ? fault : null;
		if (strikes !== null && faultPlan(strikes.name).isInFront) {
			return {
				answer: pageNotFound('inferred; a fault that was asked for'),
				delay,
				fault: strikes,
				headers: [],
			};
		}

		const {answer, changed} = answerRequest(desk, {
			method,
			target,
			authorization: headers.authorization,
			contentType: headers['content-type'],
			body,
		});
		return {answer, delay, fault: strikes, headers: changed ? save() : []};
	}

	const server = await startServer({
		host,
		port: options.port ?? 0,
		label: `${mode}/${scenario}`,
		now,
		handle,
	});
	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`,
		port: server.port,
		mode,
		scenario,
		tokens: desk.tokens,
		portWasTaken: server.portWasTaken,
		requestCount: () => requests,
		reset,
		close: server.close,
	};
}
