import {test} from 'vitest';
import {auditSet} from '../../../source/audit/audit.ts';
import {folderSource} from '../../../source/audit/readers/folder-source.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
test('probe', async () => {
	for (const p of (process.env['PROBE'] ?? '').split(',')) {
		const started = Date.now();
		const set = await readSet(folderSource(p));
		const read = Date.now() - started;
		const r = await auditSet(set);
		console.log(
			p,
			set.kind,
			read,
			Date.now() - started,
			set.unread,
			r.findings
				.map(
					f => `${f.severity} ${f.rule} ${f.place.file}:${f.place.line ?? ''} «${f.claimed}» → «${f.found}»`,
				)
				.join('\n'),
			set.hashes.length,
		);
	}
});
