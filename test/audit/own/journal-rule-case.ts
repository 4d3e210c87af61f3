import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Catalog, Profile} from '../../../source/catalog/catalog.ts';
import type {Finding, Place} from '../../../source/audit/finding.ts';
import type {Rule} from '../../../source/audit/rule.ts';
import {draftOf} from '../../../source/request/draft.ts';
import type {JournalEvent} from '../../../source/session/event.ts';
import {journalFileName, readJournal} from '../../../source/session/journal.ts';
import {beginSession} from '../../../source/session/open-session.ts';
import {
	answerOf,
	exchangeWith,
	sampleCatalog,
	sampleOptions,
	sandboxProfile,
} from '../../session/sample-session.ts';
import {findingsIn} from '../rule-case.ts';
import {relined} from './honest-session.ts';
import {ownExport} from './own-export.ts';

export const productionProfile: Profile = {
	...sandboxProfile,
	name: 'production',
	kind: 'production',
	baseUrl: 'https://tickets.example',
	host: 'tickets.example',
};

/**
 * The events of a short session by the program's own code: 1 opened, then (at production) 2 unlocked, then intent and
 * outcome of 6.1, a mark for it, intent and outcome of 6.9 twice, and the end.
 */
export async function honestEvents(profile: Profile = sandboxProfile): Promise<readonly JournalEvent[]> {
	let time = Date.UTC(2026, 10, 22, 15, 30);
	let answers = 0;
	const now = (): Date => new Date((time += 3));
	const options = sampleOptions(() => answerOf(''), {
		profile,
		sandbox: profile.kind === 'sandbox' ? {mode: 'faithful', scenario: 'full', state_id: null} : null,
		tool: {name: 'qtickets-explorer', version: '0.1.0'},
		edges: {
			now,
			send(request) {
				const sentAt = now().toISOString();
				time += 40;
				answers++;
				const body = `{"status":"success","result":{"id":${7000 + answers}}}`;
				const answer = answerOf(body);
				return Promise.resolve({
					...exchangeWith(request, {
						...answer,
						headers: [...answer.headers, ['Date', new Date(time).toUTCString()]],
					}),
					sentAt,
					latency: 12.345 + answers,
					elapsed: 12.345 + answers,
					timings: {dns: null, tcp: null, tls: null, send: 0.3, wait: 10 + answers, download: 2.045},
					connection: 'reused',
				});
			},
		},
	});
	const parent = mkdtempSync(path.join(tmpdir(), 'events-'));
	try {
		const plan = {stage: 'stage2', tests: ['6.1', '6.9'], variant: 'documented'};
		const session = await beginSession(parent, plan, options);
		if (profile.kind === 'production') {
			session.unlock(profile.host);
		}

		for (const id of ['6.1', '6.9', '6.9']) {
			const endpoint = sampleCatalog.endpoints.get(id);
			if (endpoint !== undefined) {
				await session.fire(draftOf(endpoint), {stage: 'stage2', signal: new AbortController().signal});
			}

			if (id === '6.1') {
				session.mark(id, 1, 'pass', '');
			}
		}

		session.end('finished');
		return readJournal(readFileSync(path.join(session.directory, journalFileName))).events;
	} finally {
		rmSync(parent, {recursive: true, force: true});
	}
}

export type JournalRuleCase = {
	readonly profile?: Profile;
	/** Made of the session before anything else; nothing unless given. */
	readonly given?: (events: readonly JournalEvent[]) => readonly JournalEvent[];
	/** A forger's edit of the events; numbers and hashes are computed anew afterwards. */
	readonly forge: (events: readonly JournalEvent[]) => readonly JournalEvent[];
	readonly finding: Partial<Pick<Finding, 'claimed' | 'found' | 'code' | 'subject' | 'severity'>> & {
		readonly place: Partial<Place>;
	};
	/** `null`: none was given. */
	readonly catalog?: Catalog | null;
};

/** One event changed, the others as they are. */
export function withEvent<Type extends JournalEvent['type']>(
	type: Type,
	change: (event: Extract<JournalEvent, {readonly type: Type}>) => JournalEvent,
): (events: readonly JournalEvent[]) => readonly JournalEvent[] {
	return events => {
		const index = events.findIndex(event => event.type === type);
		const event = events[index];
		if (event === undefined) {
			throw new Error(`The session has no ${type}.`);
		}

		return events.with(index, change(event as Extract<JournalEvent, {readonly type: Type}>));
	};
}

/**
 * The proofs of a rule about the journal's events: silent, as every other rule, on an honest session and on its export;
 * and right about the smallest edit of an event by a forger who computes the chain and every file anew, so that nothing
 * but what the events say can give him away.
 */
export function testJournalRule(
	rule: Rule,
	{profile, given = events => events, forge, finding, catalog = sampleCatalog}: JournalRuleCase,
): void {
	const options = {catalog, own: {version: '0.1.0'}};

	describe(rule.id, () => {
		test('finds nothing in an honest journal and its export, nor does any other rule', async () => {
			const journal = relined(given(await honestEvents(profile)));
			for (const files of [{'session.jsonl': journal}, (await ownExport(journal)).parent]) {
				const result = await findingsIn(files, options);
				expect(result.findings).toEqual([]);
				expect(result.evaluated).toContain(rule.id);
			}
		});

		test('finds the forgery in the journal', async () => {
			const journal = relined(forge(given(await honestEvents(profile))));
			const {findings} = await findingsIn({'session.jsonl': journal}, options, [rule]);
			expect(findings).toHaveLength(1);
			expect(findings[0]).toMatchObject({rule: rule.id, ...finding});
		});

		test('finds it when every other file was derived from it again', async () => {
			const {package: archive} = await ownExport(relined(forge(given(await honestEvents(profile)))));
			const {findings, set} = await findingsIn(archive, options);
			expect(findings.filter(found => found.rule === rule.id)).toHaveLength(1);
			expect(set.journal).toMatchObject({damage: null, differences: [], archiveDifferences: []});
		});
	});
}
