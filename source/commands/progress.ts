import path from 'node:path';
import type {Endpoint} from '../catalog/catalog.ts';
import type {CountProgress} from '../clickhouse/count-round.ts';
import {reportPaths} from '../evidence/names.ts';
import type {ExportSummary} from '../evidence/write-evidence.ts';
import type {Session} from '../session/session.ts';
import type {Attempt} from '../session/state.ts';
import {safeText} from '../terminal/safe-text.ts';
import {cutToWidth, padToWidth, textWidth} from '../terminal/width.ts';
import {diagnose} from '../verdict/diagnosis.ts';
import {plannedFirings, plannedOf} from './planned.ts';
import {isFulfilled} from '../verdict/verdict.ts';
import {verdictSymbols} from './verdict-symbols.ts';

/** Tells people how a run goes, on stderr: a line for each test, and below them a bar where there is a terminal. */
export type Progress = {
	readonly say: (sentence: string) => void;
	/** A finished line, safe for a terminal. */
	readonly tell: (line: string) => void;
	/** Rows are being counted: which table it is. */
	readonly count: (progress: CountProgress) => void;
	begin(session: Session): void;
	fire(endpoint: Endpoint): void;
	/** @param remark where the attempt comes from, when it was not fired just now */
	judge(attempt: Attempt, remark?: string): void;
	/** A request that prepares the tests was fired; it is none of them. */
	prepare(attempt: Attempt): void;
	/** A planned test is not fired, and why. */
	pass(endpoint: Endpoint, reason: string): void;
	end(session: Session, written: ExportSummary): void;
};

const eraseLine = '\r\u001B[2K';
const barWidth = 20;

export function createProgress(stream: NodeJS.WriteStream): Progress {
	let total = 0;
	let done = 0;
	let idWidth = 0;

	function line(text: string): void {
		stream.write(`${stream.isTTY ? eraseLine : ''}${text}\n`);
	}

	function bar(label: string): void {
		if (stream.isTTY) {
			const filled = total === 0 ? 0 : Math.round((done / total) * barWidth);
			const text = `[${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}] ${done}/${total} ${label}`;
			stream.write(`${eraseLine}${cutToWidth(text, (stream.columns || 80) - 1)}`);
		}
	}

	return {
		say: sentence => line(safeText(sentence)),
		tell: line,
		count({round, done: counted, total: tables, table}) {
			bar(safeText(`counting ${counted + 1}/${tables}${round === 1 ? '' : `, round ${round}`}: ${table}`));
		},
		begin(session) {
			const {tests} = plannedOf(session);
			total = tests.length;
			idWidth = Math.max(0, ...tests.map(id => textWidth(safeText(id))));
			const {name, kind, host} = session.profile;
			line(safeText(`${total} ${total === 1 ? 'test' : 'tests'} at ${host} (profile ${name}, ${kind})`));
			line(safeText(`session ${session.directory}`));
		},
		fire: endpoint => bar(safeText(`${endpoint.id} ${endpoint.title}`)),
		pass(endpoint, reason) {
			done++;
			line(safeText(`-  ${padToWidth(safeText(endpoint.id), idWidth)}  not run: ${reason}`));
			bar('');
		},
		prepare(attempt) {
			const width = Math.max(idWidth, textWidth(safeText(attempt.intent.endpoint_id)));
			for (const text of attemptLines(attempt, 'before the tests', width)) {
				line(text);
			}
		},
		judge(attempt, remark) {
			done++;
			for (const text of attemptLines(attempt, remark, idWidth)) {
				line(text);
			}

			bar('');
		},
		end(session, written) {
			for (const text of endLines(session, written)) {
				line(text);
			}
		},
	};
}

/** Wide enough for `after 30000 ms`. */
const latencyWidth = 14;

function attemptLines(
	{intent, exchange, verdict, reasons}: Attempt,
	remark: string | undefined,
	idWidth: number,
): string[] {
	const status = exchange?.status == null ? '—' : String(exchange.status);
	const columns = [
		verdictSymbols[verdict],
		padToWidth(safeText(intent.endpoint_id), idWidth),
		verdict.padEnd(11),
		status.padStart(3),
		durationOf(exchange).padStart(latencyWidth),
		intent.endpoint,
		...(remark === undefined ? [] : [`(${remark})`]),
	];
	const lines = [safeText(columns.join('  '))];
	if (verdict !== 'success') {
		const next = diagnose(reasons);
		const told = reasons.filter(reason => !isFulfilled(reason)).map(({text}) => text);
		lines.push(
			...[...told, ...(next === undefined ? [] : [`→ ${next}`])].map(text => safeText(`     ${text}`)),
		);
	}

	return lines;
}

/** The latency of a complete answer, or after how long there was none. */
function durationOf(exchange: Attempt['exchange']): string {
	if (exchange === null) {
		return '—';
	}

	return exchange.latency_ms === null
		? `after ${Math.round(exchange.elapsed_ms)} ms`
		: `${exchange.latency_ms.toFixed(1)} ms`;
}

function endLines(session: Session, written: ExportSummary): string[] {
	const counts = new Map<string, number>();
	for (const {earlier} of plannedFirings(session)) {
		const verdict = earlier?.verdict;
		if (verdict !== undefined) {
			counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
		}
	}

	const tally = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
	return [
		`${tally === '' ? 'nothing was run' : tally}${written.complete ? '' : ' · INCOMPLETE: not everything that was planned has an outcome'}`,
		safeText(`report   ${path.join(written.directory, reportPaths.markdown)}`),
		safeText(`archive  ${written.archive.path}`),
		`sha256   ${written.archive.sha256}`,
	];
}
