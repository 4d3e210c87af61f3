import path from 'node:path';
import type {ExitCode} from '../catalog/problem.ts';
import {reportPaths} from '../evidence/names.ts';
import type {ExportSummary} from '../evidence/write-evidence.ts';
import type {Session} from '../session/session.ts';
import {endpointState, latestAttempt, markInForce} from '../session/state.ts';
import {plannedOf} from './planned.ts';

/** What `run --json` prints: snake_case, like the evidence. */
export function runSummary(session: Session, written: ExportSummary, exitCode: ExitCode): unknown {
	const state = session.getState();
	const {stage, tests, variant} = plannedOf(session);
	return {
		session: session.name,
		directory: session.directory,
		profile: {name: session.profile.name, kind: session.profile.kind, base_url: session.profile.baseUrl},
		stage,
		variant,
		complete: written.complete,
		exit_code: exitCode,
		archive: {file: written.archive.path, sha256: written.archive.sha256},
		report: path.join(written.directory, reportPaths.markdown),
		tests: tests.map(id => {
			const attempt = latestAttempt(state, id, stage);
			return {
				test_id: id,
				endpoint: attempt?.intent.endpoint ?? null,
				attempt: attempt?.intent.attempt ?? null,
				status_code: attempt?.exchange?.status ?? null,
				latency_ms: attempt?.exchange?.latency_ms ?? null,
				verdict: attempt?.verdict ?? 'not-run',
				reasons: attempt?.reasons ?? [],
				mark: markInForce(endpointState(state, id))?.mark ?? null,
			};
		}),
	};
}
