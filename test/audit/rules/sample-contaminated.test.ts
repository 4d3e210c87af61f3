import {sampleContaminated} from '../../../source/audit/rules/sample-contaminated.ts';
import {exchange, file} from '../exchange-file.ts';
import {testRule} from '../rule-case.ts';

testRule(sampleContaminated, {
	good: {[file]: exchange({measurement: {event_loop_delay_ms: 4.1}})},
	bad: {[file]: exchange({measurement: {contaminated: true}})},
	mutant: {file, from: '"event_loop_delay_ms": 4.1', to: '"event_loop_delay_ms": 84.1'},
	finding: {place: {file, pointer: '/measurement/contaminated'}, claimed: 'a latency of 431.207 ms'},
});
