import {generatorMarkupInArtifact} from '../../../source/audit/rules/generator-markup-in-artifact.ts';
import {exchange, file} from '../exchange-file.ts';
import {describe, expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

testRule(generatorMarkupInArtifact, {
	good: {[file]: exchange()},
	bad: {[file]: `${exchange()}\n</content>\n<line_count>24</line_count>\n`},
	mutant: {file, from: 'tickets/check"', to: 'tickets/{{action}}"'},
	finding: {code: 'tool-tag', place: {file, line: 29}, found: '<line_count>'},
});

describe('marks and what is none', () => {
	const answered = (body: unknown) => exchange({body});
	test.each([
		['```json\n{"status_code": 200}\n```', 'code-fence'],
		[`Here is the recorded response:\n${exchange()}`, 'chat-text'],
		['{"status_code": 200,\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}', 'merge-mark'],
		[exchange({sent_at: '${timestamp}'}), 'template'],
		[answered('{{response}}'), 'template'],
		[`${exchange()}[/TOOL]`, 'tool-tag'],
	])('%j', async (text, code) => {
		const {findings} = await findingsIn({[file]: text}, {}, [generatorMarkupInArtifact]);
		expect(findings.map(finding => finding.code)).toEqual([code]);
	});

	test.each([
		[
			'a page of the server',
			exchange({
				headers: {'Content-Type': 'text/html'},
				body: '<!DOCTYPE html><html><content>{{name}}</content></html>',
			}),
		],
		['a template in the body', answered({data: {letter: 'Dear {{name}}, ${sum} <PRICE>'}})],
		['a masked token', exchange({request_headers: {Authorization: 'Bearer <REDACTED>'}})],
		[
			'a template beside the URL',
			exchange({path_template: 'tickets/{{event_id}}', notes: 'Here is the ${thing}'}),
		],
		[
			'a page after its headers',
			'HTTP/1.1 404 Not Found\nServer: nginx\n\n<!DOCTYPE html><html>\n<code>\n</html>',
		],
		['a page saved as it came', '<!DOCTYPE html><html>\n<content>\n</html>'],
	])('%s', async (_name, text) => {
		const {findings} = await findingsIn({[file]: text}, {}, [generatorMarkupInArtifact]);
		expect(findings).toEqual([]);
	});
});
