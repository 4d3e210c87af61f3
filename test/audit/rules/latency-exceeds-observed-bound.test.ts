import {latencyExceedsObservedBound} from '../../../source/audit/rules/latency-exceeds-observed-bound.ts';
import {testRule} from '../rule-case.ts';
import {logName, logOf, serialRun} from '../timed-set.ts';

testRule(latencyExceedsObservedBound, {
	good: {[logName]: logOf(serialRun)},
	bad: {[logName]: logOf(serialRun).replace('"latency_ms":905', '"latency_ms":9050')},
	mutant: {file: logName, from: '"latency_ms":267', to: '"latency_ms":4267'},
	finding: {
		place: {file: logName, line: 5},
		subject: '3.6',
		claimed: '9050 ms',
		found: '3714 ms from the opening to the closing record',
	},
});
