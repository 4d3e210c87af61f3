import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {Session} from '../../session/session.ts';
import type {Context} from '../context.ts';
import type {StartedSession} from '../start-session.ts';
import type {Check, CheckResult} from './check.ts';
import {clickhouseChecks} from './clickhouse-checks.ts';
import {machineChecks} from './machine-checks.ts';
import {serverChecks} from './server-checks.ts';

export type StageCheckOptions = {
	/** Cancels what is asked of ClickHouse. */
	readonly signal?: AbortSignal;
	/** Where sessions are kept; the folder around the session's own unless said. */
	readonly outDirectory?: string;
};

/**
 * Stage 1's checklist, the same for `doctor`, `run --check` and the explorer. The checks may run side by side. Their
 * requests go through a session of their own (`started.probe`), so that they never count as tests.
 *
 * @param environment as `openEnvironment` gives it
 */
export function stageChecks(
	started: Pick<StartedSession, 'session' | 'secrets' | 'probe'>,
	environment: Readonly<Record<string, string | undefined>>,
	context: Context,
	{
		signal = new AbortController().signal,
		outDirectory = path.dirname(started.session.directory),
	}: StageCheckOptions = {},
): readonly Check[] {
	const {session, secrets} = started;
	return [
		...machineChecks(context, outDirectory),
		{id: 'journal', title: 'Journal', run: async () => Promise.resolve(journal(session))},
		...serverChecks(session, secrets, async draft =>
			started.probe(async lent => lent.fire(draft, {stage: null, signal})),
		),
		...clickhouseChecks(environment, {random: randomBytes, signal}),
	];
}

function journal(session: Session): CheckResult {
	const reason = session.getReadOnlyReason();
	return reason === null
		? {status: 'ok', found: `${session.name}: this program is the only one that writes it`}
		: {
				status: 'blocked',
				found: reason,
				next: 'Close the other program, or begin a new session without --session.',
			};
}
