import {archiveNotZip} from '../../../source/audit/rules/archive-not-zip.ts';
import {testRule} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

testRule(archiveNotZip, {
	good: {'run.zip': zipOf([{name: 'notes.bin', content: 'x'}])},
	bad: {'run.zip': 'archive placeholder'},
	mutant: {file: 'run.zip', from: 'PK\u0005\u0006', to: 'PK'},
	finding: {place: {file: 'run.zip'}, claimed: 'a zip archive', found: 'it is text of 19 bytes'},
});
