import {snapshotLacksKnownTables} from '../../../source/audit/rules/snapshot-lacks-known-tables.ts';
import {testRule} from '../rule-case.ts';

const sql =
	'CREATE TABLE IF NOT EXISTS db.stg_orders (id UInt64);\nCREATE TABLE db.stg_clients (id UInt64);\n';

const good = {
	'schema.sql': `${sql}CREATE TABLE db.users (id UInt64);\n`,
	'counts.csv': 'table_name,count_before,count_after\ndb.stg_orders,4,6\nstg_clients,1,1\n',
};

testRule(snapshotLacksKnownTables, {
	good,
	bad: {
		'schema.sql':
			'CREATE TABLE stg_q_orders (a Int8);\nCREATE TABLE stg_q_clients (a Int8);\nCREATE TABLE users (a Int8);',
		'counts.csv': 'table_name,count_before,count_after\nstg_q_orders,4,6\n',
	},
	mutant: {file: 'counts.csv', from: 'stg_clients', to: 'stg_orders'},
	finding: {
		place: {file: 'counts.csv'},
		claimed: 'counts of 1 tables',
		found: '1 more in the schema: stg_q_clients',
	},
});
