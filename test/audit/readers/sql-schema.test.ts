import {expect, test} from 'vitest';
import {readSqlSchema} from '../../../source/audit/readers/sql-schema.ts';

test('reads the tables that an SQL text creates', () => {
	const text = `
-- CREATE TABLE commented (id Int32);
/* create table also_commented (id Int32) */
CREATE TABLE IF NOT EXISTS zakaz.stg_qtickets_api_orders_raw (id UInt64) ENGINE = MergeTree ORDER BY id;
create table \`db\`.\`fact_qtickets_sales\`(id UInt64);
CREATE OR REPLACE TABLE "meta_job_runs" (x String);
CREATE TABLE meta_job_runs (x String);
CREATE VIEW v_sales AS SELECT 1;
CREATE TEMPORARY TABLE tmp (x String);
`;
	expect(readSqlSchema(text)).toEqual([
		'stg_qtickets_api_orders_raw',
		'fact_qtickets_sales',
		'meta_job_runs',
	]);
});

test('gives nothing for text without statements, and no trouble with long ones', () => {
	expect(readSqlSchema('SELECT 1')).toEqual([]);
	expect(readSqlSchema(`create table ${' '.repeat(100_000)}x`)).toEqual([]);
});
