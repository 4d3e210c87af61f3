import {test} from 'vitest';
import {auditSet} from '../../../source/audit/audit.ts';
import {folderSource} from '../../../source/audit/readers/folder-source.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
import {memorySource} from '../../../source/audit/readers/memory-source.ts';
import {exchange, file} from '../exchange-file.ts';
for (const path of ['/tmp/foreign-own', '/work/shared/reference']) {
	test(
		path,
		async () => {
			const t = Date.now();
			const set = await readSet(folderSource(path));
			console.log(path, set.kind, set.files.length, set.artifacts.length, set.unread, Date.now() - t);
			const result = await auditSet(set);
			console.log(
				JSON.stringify(
					result.findings.map(f => [f.rule, f.place, f.claimed, f.found]),
					null,
					0,
				).replaceAll('],[', '],\n['),
				Date.now() - t,
			);
		},
		60000,
	);
}
test('good', async () => {
	const set = await readSet(memorySource({[file]: exchange()}));
	console.log(
		set.files.map(f => [f.path, f.kind]),
		(await auditSet(set)).findings,
	);
});
