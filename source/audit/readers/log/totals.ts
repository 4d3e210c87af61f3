import type {Claim, ClaimScope, ClaimSubject} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {isRecord, pointerTo, type JsonRecord} from '../json-place.ts';
import {quantityOf} from '../text/numbers.ts';
import {namesOf, plainName} from './members.ts';

/** Numbers that a record states about the run: `"total_tests": 22`, `{"summary": {"passed": 7}}`, `"всего": 22`. */

const subjects = new Map<string, ClaimSubject>();
const put = (subject: ClaimSubject, names: string) => {
	for (const name of namesOf(names)) {
		subjects.set(name, subject);
	}
};

put(
	'tests',
	'totaltests teststotal total tests testcount testscount testsrun runtests executed executedtests testsexecuted totaltestsexecuted numtests ntests totalcount всего всеготестов тестов выполнено',
);
put(
	'tests-planned',
	'plannedtests testsplanned planned mandatorytests testsmandatory expectedtests запланировано',
);
put(
	'passed',
	'successfultests passedtests passed successful success successes successcount passcount passedcount testspassed ok okcount numpassed totalpassed totalsuccess успешно успешных пройдено успешныхтестов',
);
put(
	'failed',
	'failedtests failed failures failure failcount failedcount failurecount testsfailed unsuccessful numfailed totalfailed неуспешно неуспешных провалено упало непройдено',
);
put('limitation', 'limitationtests limitations limitation expectedfailures ограничений');
put('skipped', 'skippedtests skipped skipcount testsskipped пропущено');
put('blocked', 'blockedtests blocked заблокировано');
put('no-response', 'noresponsetests noresponse timeouts безответа');
put('attempts', 'attempts totalattempts totalrequests requestssent requestcount запросов');
put(
	'artifacts',
	'artifacts artifactcount artifactscount totalartifacts artifactsgenerated artifactscollected artifactssaved numartifacts артефактов артефакты',
);
put('files', 'files filecount filescount totalfiles archivefiles файлов');
put('log-records', 'logrecords records recordcount loglines jsonllines записей');
put(
	'success-rate',
	'successrate passrate successpercent passpercentage successpercentage долюуспешных процентуспеха',
);
put('coverage', 'coverage coveragepercent testcoverage покрытие');
put(
	'latency-average',
	'averagelatency avglatency meanlatency latencyavg latencymean latencyaverage averageresponsetime avgresponsetime responsetimeavg avgduration durationavg latencymsavg latencymsmean средняязадержка среднеевремя',
);
put('latency-median', 'medianlatency latencymedian latencyp50 p50latency p50 latencymsp50 latencymsmedian');
put('latency-min', 'minlatency latencymin latencymsmin minresponsetime');
put('latency-max', 'maxlatency latencymax latencymsmax maxresponsetime');
put('latency-p95', 'p95latency latencyp95 p95 latencymsp95');
put('latency-total', 'totallatency latencytotal latencysum sumlatency latencymssum');
put('duration', 'duration totalduration runduration elapsed totaltime runtime totalelapsed длительность');
put('archive-size', 'archivesize archivebytes zipsize zipbytes размерархива');
put('endpoints', 'endpoints endpointcount endpointscount totalendpoints');

/** Objects that hold totals, or parts of a name that say nothing more. */
const holders =
	/^(?:summary|totals|stats|statistics|counts|counters|results|result|tests|metrics|data|итоги|сводка|meta|report)$/;
const byStatus =
	/^(?:bystatus|statuscounts|statuscodes|statusdistribution|statuses|httpcodes|codes|bystatuscode|статусы)$/;
const inMs = /^(?:latency|duration)/;

/** What a record claims. `scope` is the part of the run that it speaks about. */
export function totalsOf(
	record: JsonRecord,
	at: {readonly place: Place; readonly pointer: string},
	scope: ClaimScope,
): readonly Claim[] {
	const claims: Claim[] = [];
	const visit = (value: JsonRecord, pointer: string, prefix: string, depth: number): void => {
		for (const [key, member] of Object.entries(value)) {
			const plain = plainName(key);
			const memberPointer = pointerTo(pointer, key);
			if (isRecord(member)) {
				if (byStatus.test(plain)) {
					claims.push(...statusTotals(member, {...at, pointer: memberPointer}, scope));
				} else if (depth < 3) {
					visit(member, memberPointer, holders.test(plain) ? '' : prefix + plain, depth + 1);
				}
			} else {
				const claim = claimOf(key, prefix + plain, member);
				if (claim !== null) {
					claims.push({...claim, place: {...at.place, pointer: memberPointer}, scope});
				}
			}
		}
	};

	visit(record, at.pointer, '', 0);
	return claims;
}

const unitSuffix = /(?:milliseconds|seconds|percent|bytes|msec|secs|sec|pct|ms|мс|kb|mb|s|%)$/;
const units: Readonly<Record<string, Claim['unit']>> = {
	ms: 'ms',
	msec: 'ms',
	milliseconds: 'ms',
	мс: 'ms',
	s: 's',
	sec: 's',
	secs: 's',
	seconds: 's',
	pct: '%',
	percent: '%',
	'%': '%',
	bytes: 'B',
	kb: 'kB',
	mb: 'MB',
};

function subjectOf(name: string): {subject: ClaimSubject; unit: Claim['unit']} | null {
	const exact = subjects.get(name);
	if (exact !== undefined) {
		return {subject: exact, unit: ''};
	}

	const suffix = unitSuffix.exec(name)?.[0] ?? '';
	const subject = suffix === '' ? undefined : subjects.get(name.slice(0, -suffix.length));
	const unit = units[suffix];
	return subject === undefined || unit === undefined ? null : {subject, unit};
}

function claimOf(key: string, name: string, member: unknown): Omit<Claim, 'place' | 'scope'> | null {
	const found = subjectOf(name);
	if (found === null || (typeof member !== 'number' && typeof member !== 'string')) {
		return null;
	}

	const written = String(member).slice(0, 40);
	const bySubject = defaultUnit(found.subject);
	const quantity = quantityOf(written, found.unit === '' ? bySubject : found.unit);
	if (quantity === null || quantity.value < 0 || isOtherKind(found.subject, quantity.unit)) {
		return null;
	}

	// A rate of 0.35 is 35 %.
	const isFraction =
		quantity.unit === '%' &&
		found.unit === '' &&
		!written.includes('%') &&
		quantity.value <= 1 &&
		quantity.decimals > 0;
	return {
		text: `${key}: ${written}`,
		subject: found.subject,
		value: isFraction ? Number((quantity.value * 100).toFixed(6)) : quantity.value,
		approximate: /^\s*(?:~|≈|about|около|>|<)/.test(written),
		decimals: isFraction ? Math.max(0, quantity.decimals - 2) : quantity.decimals,
		unit: quantity.unit,
		statuses: [],
	};
}

function defaultUnit(subject: ClaimSubject): Claim['unit'] {
	if (subject === 'success-rate' || subject === 'coverage') {
		return '%';
	}

	return inMs.test(subject) ? 'ms' : subject === 'archive-size' ? 'B' : '';
}

/** A count with a unit (`"total": "12 s"`) is no count. */
function isOtherKind(subject: ClaimSubject, unit: Claim['unit']): boolean {
	return defaultUnit(subject) === '' && unit !== '';
}

function statusTotals(
	record: JsonRecord,
	at: {readonly place: Place; readonly pointer: string},
	scope: ClaimScope,
): Claim[] {
	return Object.entries(record)
		.filter(([key, value]) => /^[1-5]\d\d$/.test(key) && Number.isInteger(value))
		.map(([key, value]) => ({
			place: {...at.place, pointer: pointerTo(at.pointer, key)},
			text: `${key}: ${String(value)}`,
			subject: 'status' as const,
			value: value as number,
			approximate: false,
			decimals: 0,
			unit: '' as const,
			statuses: [Number(key)],
			scope,
		}));
}
