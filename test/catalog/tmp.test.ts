import {test} from 'vitest';
import {parseCatalog} from '../../source/catalog/load-catalog.ts';
import {brokenSample, sampleCatalog} from './sample-catalog.ts';
const cases: Record<string, string> = {
	unknownKeys: sampleCatalog + Array.from({length: 60000}, (_, i) => `k${i}: x\n`).join(''),
	dupKeys: sampleCatalog + 'k: x\n'.repeat(150000),
	variables: brokenSample("  event_id: '12'\n", "  event_id: '12'\n" + Array.from({length: 20000}, (_, i) => `  v${i}: '${'{{event_id}}'}'\n`).join('')),
	bodyVars: brokenSample('"event": {{event_id}}', '"event": [' + Array.from({length: 60000}, (_, i) => `{{u${i}}}`).join(',') + ']'),
	bodyOk: brokenSample('"event": {{event_id}}', '"event": [' + Array.from({length: 60000}, () => `{{event_id}}`).join(',') + ']'),
	endpoints: brokenSample('stages:', Array.from({length: 8000}, (_, i) => `      - {id: e${i}, title: t${i}, method: GET, path: p/${i}}\n`).join('') + 'stages:'),
	stageTests: brokenSample("['1.2', '1.1']", '[' + Array.from({length: 60000}, (_, i) => `x${i}`).join(', ') + ']'),
	dashes: '- '.repeat(520000),
	questions: '? '.repeat(500000),
	braces: '{'.repeat(900) + 'a'.repeat(900000),
	aliases: 'a: &a [x]\nb: [' + '*a,'.repeat(300000) + ']',
	longPath: brokenSample('path: events/{event_id}', `path: ${'a'.repeat(500000)}?{event_id}`),
	longId: brokenSample("id: '1.1'", `id: '${'1.'.repeat(200000)}'`),
	quotes: brokenSample('"event": {{event_id}}', '"event": "' + '\\\\'.repeat(200000) + '{{event_id}}"'),
	host: brokenSample('[other.example.com:8443]', `[${'a.'.repeat(300000)}!]`),
};
for (const [name, text] of Object.entries(cases)) {
	test(name, async () => {
		const s = Date.now();
		const r = await parseCatalog(text, 'c').then(() => 'ok', (e: Error) => `${e.constructor.name} ${e.message.slice(0, 100)}`);
		console.log(name, text.length, Date.now() - s, r);
	});
}
