import type {LogRecord, Stamp} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {readStamp, stampDamage, stampsIn} from '../stamp.ts';
import {namesOf, type Member, type Members} from './members.ts';

/** The moments that a log's record states. */

const neutral = namesOf(
	'ts timestamp time datetime at when loggedat eventtime eventtimestamp recordedat executedat testedat asctime createdat timestamputc timestampms tsms timems epochms epoch epochmillis epochs epochsec unixtime unixts unixms unixmillis eventts loggedts moment когда t время датавремя метка',
);
const starts = namesOf(
	'startedat startedatutc starttime started start startts tsstart timestampstart sentat requestedat requesttime requesttimestamp requeststartedat requestsentat beganat begin requestat начало отправлено',
);
const ends = namesOf(
	'finishedat finishedatutc finishtime finished finish endedat endtime end endts tsend timestampend completedat completed completedtime receivedat respondedat responseat responsetimestamp окончание завершено',
);
const days = namesOf('date day дата');

export function stampOfMembers(
	members: Members,
	place: Place,
	prefix: string,
): Pick<LogRecord, 'stamp' | 'started' | 'finished'> {
	const started = firstOf(members, starts, place, 'started');
	const finished = firstOf(members, ends, place, 'finished');
	const stamp = ofDayAndTime(members, place) ?? firstOf(members, neutral, place, 'other');
	return {
		stamp: stamp ?? finished ?? started ?? firstOf(members, days, place, 'date') ?? ofPrefix(prefix, place),
		started,
		finished,
	};
}

function firstOf(
	members: Members,
	names: readonly string[],
	place: Place,
	role: Stamp['role'],
): Stamp | null {
	for (const name of names) {
		const member = members.get(name);
		const stamp = member === undefined ? null : stampOf(member, place, role);
		if (stamp !== null) {
			return stamp;
		}
	}

	return null;
}

function stampOf({value, pointer}: Member, place: Place, role: Stamp['role']): Stamp | null {
	if ((typeof value !== 'string' && typeof value !== 'number') || value === '') {
		return null;
	}

	const stamp = readStamp(String(value), {...place, pointer}, role);
	// A member such as `time: 0.956` or `start: true` states no moment; a damaged moment stays, as one.
	return stamp.at === null && stampDamage(stamp.text) === null ? null : stamp;
}

/** `{"date": "2025-11-09", "time": "21:49:33"}`. */
function ofDayAndTime(members: Members, place: Place): Stamp | null {
	const day = members.get('date')?.value;
	const time = members.get('time');
	if (typeof day !== 'string' || typeof time?.value !== 'string' || !/^\d{1,2}:\d{2}/.test(time.value)) {
		return null;
	}

	const stamp = readStamp(`${day} ${time.value}`, {...place, pointer: time.pointer}, 'other');
	return stamp.at === null ? null : stamp;
}

function ofPrefix(prefix: string, place: Place): Stamp | null {
	const found = prefix === '' ? undefined : stampsIn(prefix.slice(0, 200))[0];
	return found === undefined ? null : readStamp(found.text, place, 'other');
}
