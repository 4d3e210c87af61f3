import {existsSync} from 'node:fs';
import path from 'node:path';
import type {ExitCode} from '../catalog/problem.ts';
import {Problem} from '../catalog/problem.ts';
import {loadSecrets} from '../catalog/secrets.ts';
import {clickhouseSecrets} from '../clickhouse/settings.ts';
import {reportPaths} from '../evidence/names.ts';
import {writeEvidence} from '../evidence/write-evidence.ts';
import {journalFileName} from '../session/journal.ts';
import {safeText} from '../terminal/safe-text.ts';
import type {Context} from './context.ts';
import {reportersOf} from './reporters.ts';
import {openCatalog, openEnvironment} from './start-session.ts';

/**
 * `report DIR`: derives the evidence set again from the journal. The same journal gives the same bytes.
 *
 * @throws {Problem} `session-not-found`, `journal-damaged`, `secret-found`
 */
export async function report(
	folder: string,
	options: {readonly reporter?: string; readonly envFile?: string; readonly catalog?: string},
	context: Context,
): Promise<ExitCode> {
	const directory = path.resolve(context.directory, folder);
	if (!existsSync(path.join(directory, journalFileName))) {
		throw new Problem('session-not-found', `There is no journal (${journalFileName}) in ${folder}.`, {
			next: 'Give the folder of a session, such as artifacts/qtickets_sandbox_run_20261122_153000.',
		});
	}

	const catalog = await openCatalog(options.catalog, context.directory);
	const environment = await openEnvironment(options.envFile, context);
	const written = await writeEvidence({
		directory,
		...(options.reporter === undefined ? {} : {reporters: reportersOf(options.reporter)}),
		secrets: new Map([...loadSecrets(catalog, environment), ...clickhouseSecrets(environment).secrets]),
	});
	const remarks = [
		...(written.complete ? [] : ['INCOMPLETE: not everything that was planned has an outcome.']),
		...(written.tornBytes === 0
			? []
			: [
					`The journal ends in ${written.tornBytes} torn bytes, which the set leaves out; resuming the session repairs it.`,
				]),
		...written.removed.map(file => `removed  ${file} (of an earlier export)`),
		...written.extra.map(file => `extra    ${file} (not part of the set, left alone)`),
	];
	context.stderr.write(
		[
			...remarks.map(remark => safeText(remark)),
			safeText(`report   ${path.join(written.directory, reportPaths.markdown)}`),
			safeText(`archive  ${written.archive.path}`),
			`sha256   ${written.archive.sha256}`,
			'',
		].join('\n'),
	);
	return 0;
}
