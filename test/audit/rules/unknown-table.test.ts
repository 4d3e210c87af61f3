import {unknownTable} from '../../../source/audit/rules/unknown-table.ts';
import {testRule} from '../rule-case.ts';

const sql =
	'CREATE TABLE IF NOT EXISTS db.stg_orders (id UInt64);\nCREATE TABLE db.stg_clients (id UInt64);\n';

const good = {
	'schema.sql': sql,
	'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\nstg_clients,1,1\n',
};

testRule(unknownTable, {
	good,
	bad: {...good, 'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\nstg_cleints,1,1\n'},
	mutant: {file: 'schema.sql', from: 'db.stg_clients', to: 'db.stg_buyers'},
	finding: {
		place: {file: 'counts.csv', line: 3},
		subject: 'stg_cleints',
		claimed: 'counts of stg_cleints',
		found: 'no such table among the 2 of the schema',
	},
});
