import {snapshotChainBroken} from '../../../source/audit/rules/snapshot-chain-broken.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {testRule} from '../rule-case.ts';

const good = {
	'run.jsonl': logOf([
		recordOf('3.3', {clickhouse_before: {stg_orders: 4}, clickhouse_after: {stg_orders: 5}}),
		recordOf('3.4', {clickhouse_before: {stg_orders: 5}, clickhouse_after: {stg_orders: 7}}),
	]),
};

testRule(snapshotChainBroken, {
	good,
	bad: {
		'run.jsonl': logOf([
			recordOf('3.3', {clickhouse_before: {stg_orders: 4}, clickhouse_after: {stg_orders: 5}}),
			recordOf('3.4', {clickhouse_before: {stg_orders: 6}, clickhouse_after: {stg_orders: 7}}),
		]),
	},
	mutant: {
		file: 'run.jsonl',
		from: '"clickhouse_before":{"stg_orders":5}',
		to: '"clickhouse_before":{"stg_orders":4}',
	},
	finding: {
		place: {file: 'run.jsonl', line: 2},
		subject: '3.4 stg_orders',
		claimed: '6 rows in stg_orders before test 3.4',
		found: '5 after test 3.3',
	},
});
