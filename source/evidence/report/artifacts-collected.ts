import {logPath, checksumsPath, verifyPath} from '../names.ts';
import {firingsOf} from '../rows.ts';
import type {ReportContext} from './context.ts';
import {fact, fileLink, heading, joined, list, paragraph, type Block, type Line} from './document.ts';
import {plural} from './labels.ts';

export function artifactsCollected({
	record,
	tally,
	countsPath,
	otherReports,
}: ReportContext): readonly Block[] {
	const folders = new Map<string, number>();
	for (const {artifact} of firingsOf(record)) {
		const folder = artifact.slice(0, artifact.lastIndexOf('/') + 1);
		folders.set(folder, (folders.get(folder) ?? 0) + 1);
	}

	const masked = tally.masked.map(({kind, values}) => `${kind} ${values}`).join(', ');
	const items: readonly Line[] = [
		...Array.from(folders, ([folder, files]): Line => [{code: folder}, `: ${plural(files, 'file')}`]),
		['Log: ', fileLink(logPath)],
		countsPath === null
			? ['ClickHouse counts: not measured, no file']
			: ['ClickHouse counts: ', fileLink(countsPath)],
		...(otherReports.length === 0
			? []
			: [['Same report in other formats: ', ...joined(otherReports.map(fileLink))] satisfies Line]),
		['Journal: ', fileLink('session.jsonl')],
		['Checks: ', ...joined([verifyPath, checksumsPath].map(fileLink))],
	];
	return [
		heading(2, 'Artifacts Collected'),
		paragraph(
			`${plural(tally.all.attempts, 'artifact')}, one for every attempt. Each holds the request as sent, status, headers, body, timings, verdict with reasons, mark and notes, and its place in the journal.`,
		),
		list(items),
		list([
			fact('Masked before anything was written', masked === '' ? 'no value' : `${masked} (values, by kind)`),
			fact(
				'Masking',
				record.opened.profile.masking
					? 'on; masked data is pseudonymous, not anonymous'
					: 'off for personal data; secrets are masked always',
			),
		]),
	];
}
