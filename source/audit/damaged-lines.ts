import type {ReadLog, Unread} from './audited-set.ts';
import {damagedRecord} from './readers/log/log-values.ts';

/** Lines of a log that begin as a record does and cannot be read; headings and blank lines are none. */
export function damagedLinesOf({unread}: ReadLog): readonly Unread[] {
	return unread.filter(({reason}) => reason.startsWith(damagedRecord));
}
