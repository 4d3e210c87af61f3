import type {AuditedFile} from '../audited-set.ts';
import {textOf} from './text.ts';

/**
 * Names of the tables that an SQL text creates, without their database, in its order, each once. Temporary tables and
 * views are none; statements in comments do not count.
 *
 * @param text any dialect; what is no statement is passed over
 */
export function readSqlSchema(text: string): string[] {
	const code = text
		.replaceAll(/--[^\n]*/g, '')
		.split('*/')
		.map(part => {
			const comment = part.indexOf('/*');
			return comment === -1 ? part : part.slice(0, comment);
		})
		.join(' ');
	const statement =
		/\bcreate\s{1,20}(?:or\s{1,20}replace\s{1,20})?table\s{1,20}(?:if\s{1,20}not\s{1,20}exists\s{1,20})?([\w.`"[\]${}\u0400-\u04ff]{1,300})/giu;
	const names = [...code.matchAll(statement)]
		.map(match => bareTable(match[1] ?? ''))
		.filter(name => name !== '');
	return [...new Set(names)];
}

/** A table's name without database and quotes: `` `db`.`orders` `` → `orders`. */
export function bareTable(name: string): string {
	const bare = name.replaceAll(/[`"[\]\s]/g, '');
	return bare.slice(bare.lastIndexOf('.') + 1);
}

/** Names of the tables that the SQL files of a set create, each once. */
export async function readTables(files: readonly AuditedFile[]): Promise<readonly string[]> {
	const names = new Set<string>();
	for (const file of files) {
		if (file.path.toLowerCase().endsWith('.sql') && file.size <= maximumSchemaSize) {
			for (const name of readSqlSchema(textOf(await file.read()) ?? '')) {
				names.add(name);
			}
		}
	}

	return [...names];
}

/** Larger files hold data, not a description of tables. */
const maximumSchemaSize = 16 * 1024 * 1024;
