import path from 'node:path';
import type {ExitCode} from '../catalog/problem.ts';
import {reportPaths} from '../evidence/names.ts';
import type {ExportSummary} from '../evidence/write-evidence.ts';
import type {Session} from '../session/session.ts';
import {plannedOf} from './planned.ts';

/** What `run --json` prints, from the same rows as the report: snake_case, like the evidence. */
export function runSummary(session: Session, written: ExportSummary, exitCode: ExitCode): unknown {
	const {stage, variant} = plannedOf(session);
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
		tests: written.summary.rows
			.filter(row => row.planned && row.stage === stage)
			.map(({testId, latest, outcome, mark}) => {
				const attempt = latest?.attempt;
				return {
					test_id: testId,
					endpoint: attempt?.intent.endpoint ?? null,
					attempt: attempt?.intent.attempt ?? null,
					status_code: attempt?.exchange?.status ?? null,
					latency_ms: attempt?.exchange?.latency_ms ?? null,
					verdict: outcome,
					reasons: attempt?.reasons ?? [],
					mark: mark?.mark ?? null,
				};
			}),
	};
}
