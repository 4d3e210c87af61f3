import {csvWithoutHeader} from '../../../source/audit/rules/csv-without-header.ts';
import {testRule} from '../rule-case.ts';

const good = {'counts.csv': 'table_name,count_after\nstg_orders,4\n'};

testRule(csvWithoutHeader, {
	good,
	bad: {'counts.csv': 'stg_orders,4,6\nstg_clients,1,1\n'},
	mutant: {file: 'counts.csv', from: 'table_name,count_after\n', to: ''},
	finding: {
		place: {file: 'counts.csv', line: 1},
		claimed: 'a table of row counts',
		found: 'the first line is stg_orders,4,6',
	},
});
