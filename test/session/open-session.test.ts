import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import {draftOf, type Draft} from '../../source/request/draft.ts';
import {realDisk} from '../../source/session/journal-writer.ts';
import {beginSession, resumeSession} from '../../source/session/open-session.ts';
import {createMasker} from '../../source/session/masking.ts';
import {endpointState} from '../../source/session/state.ts';
import {
	answerOf,
	eventsIn,
	newParent,
	noPlan,
	sampleCatalog,
	sampleOptions,
	sampleToken,
	sandboxProfile,
} from './sample-session.ts';

const add = draftOf(sampleCatalog.endpoints.get('6.1')!);
const find = draftOf(sampleCatalog.endpoints.get('6.9')!);
const added = answerOf('{"status":"success","result":{"id":777001}}');
const found = answerOf('{"status":"success","result":[]}');
const outside = {stage: null, signal: new AbortController().signal};

function code(expected: string): Error {
	return expect.objectContaining({code: expected}) as Error;
}

describe('a session', () => {
	test('leaves no trace until something happens', async () => {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => added),
		);
		session.end('finished');
		expect(existsSync(session.directory)).toBe(false);
	});

	test('is named after profile and start, and a second one of the same second gets a number', async () => {
		const parent = newParent();
		const options = sampleOptions(() => added);
		const first = await beginSession(parent, noPlan, options);
		const second = await beginSession(parent, noPlan, options);
		expect(first.name).toBe('qtickets_sandbox_run_20261122_153000');
		expect(second.name).toBe('qtickets_sandbox_run_20261122_153000_2');
		first.end('finished');
		second.end('finished');
	});

	test('says at its first event what was planned, with which catalog', async () => {
		const plan = {stage: 'stage2', tests: ['6.1', '6.9'], variant: 'documented'};
		const session = await beginSession(
			newParent(),
			plan,
			sampleOptions(() => added),
		);
		session.note(null, 'hello');
		expect(eventsIn(session.directory)[0]).toMatchObject({
			type: 'session.opened',
			plan,
			catalog: {name: 'sample', digest: 'd'.repeat(64)},
		});
		session.end('finished');
	});
});

describe('fire', () => {
	test('has the intent on disk before the request leaves and the outcome before it returns', async () => {
		const whileSending: string[] = [];
		const parent = newParent();
		const options = sampleOptions(() => {
			whileSending.push(
				...eventsIn(path.join(parent, 'qtickets_sandbox_run_20261122_153000')).map(({type}) => type),
			);
			return added;
		});
		const session = await beginSession(parent, noPlan, options);
		const {attempt, exchange} = await session.fire(add, outside);
		expect(whileSending).toEqual(['session.opened', 'request.intent']);
		expect(eventsIn(session.directory).map(({type}) => type)).toEqual([
			'session.opened',
			'request.intent',
			'request.outcome',
		]);
		expect(attempt).toMatchObject({
			verdict: 'success',
			intent: {attempt: 1, endpoint: 'POST /api/partners/v1/tickets/add/12'},
		});
		expect(exchange.answer?.body.toString()).toContain('777001');
		session.end('finished');
	});

	test('masks what reaches the disk, and sends the real thing', async () => {
		let sent = '';
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(request => {
				sent = JSON.stringify(request);
				return answerOf(`{"status":"success","echo":"guest@example.com ${sampleToken}"}`);
			}),
		);
		await session.fire(add, outside);
		session.note('6.1', `asked with ${sampleToken} for guest@example.com`);
		expect(sent).toContain(`Bearer ${sampleToken}`);
		expect(sent).toContain('guest@example.com');
		const journal = readFileSync(path.join(session.directory, 'session.jsonl'), 'utf8');
		expect(journal).not.toContain(sampleToken);
		expect(journal).not.toContain('guest@example.com');
		expect(journal).toMatch(/Bearer \*\*\*[\da-f]{6}/);
		session.end('finished');
	});

	test('gives what an answer held to the next request, also after a resume', async () => {
		const bodies: Array<string | null> = [];
		const options = sampleOptions(request => {
			bodies.push(request.body);
			return request.endpointId === '6.1' ? added : found;
		});
		const session = await beginSession(newParent(), noPlan, options);
		await session.fire(add, outside);
		await session.fire(find, outside);
		session.end('finished');
		const resumed = await resumeSession(session.directory, options);
		await resumed.fire(find, outside);
		resumed.setVariable('ticket_id', '5');
		await resumed.fire(find, outside);
		expect(bodies.slice(1)).toEqual([
			'{"filter":{"id":777001}}',
			'{"filter":{"id":777001}}',
			'{"filter":{"id":5}}',
		]);
		resumed.end('finished');
	});

	test('never drops an attempt', async () => {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => found),
		);
		await session.fire(find, outside);
		await session.fire(find, outside);
		expect(endpointState(session.getState(), '6.9').attempts.map(({intent}) => intent.attempt)).toEqual([
			1, 2,
		]);
		session.end('finished');
	});

	test('keeps several requests in flight apart', async () => {
		const waiting: Array<() => void> = [];
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(async request => {
				await new Promise<void>(resolve => waiting.push(resolve));
				return request.endpointId === '6.1' ? added : found;
			}),
		);
		const first = session.fire(add, outside);
		const second = session.fire(find, outside);
		await expect.poll(() => waiting.length).toBe(2);
		waiting[1]!();
		expect((await second).attempt.intent.endpoint_id).toBe('6.9');
		expect(endpointState(session.getState(), '6.1').attempts[0]).toMatchObject({
			outcomeSeq: null,
			verdict: 'unknown',
		});
		waiting[0]!();
		expect((await first).attempt).toMatchObject({verdict: 'success', intent: {endpoint_id: '6.1'}});
		session.end('finished');
	});
});

describe('what is refused is not sent, and leaves no intent', () => {
	const production = {
		...sandboxProfile,
		name: 'production',
		kind: 'production',
		baseUrl: 'https://tickets.example',
		host: 'tickets.example',
	} as const;

	async function refused(
		draft: Draft,
		changes: Parameters<typeof sampleOptions>[1],
	): Promise<{error: unknown; sent: number; events: number}> {
		let sent = 0;
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => {
				sent++;
				return added;
			}, changes),
		);
		const error: unknown = await session.fire(draft, outside).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		session.end('finished');
		const events = existsSync(session.directory) ? eventsIn(session.directory).length : 0;
		return {error, sent, events};
	}

	test.each<[string, Draft, Parameters<typeof sampleOptions>[1]]>([
		['writes-locked', add, {profile: production}],
		['read-only', add, {profile: {...sandboxProfile, readOnly: true}}],
		['token-missing', find, {profile: production, secrets: new Map()}],
		[
			'token-placeholder',
			find,
			{profile: production, secrets: new Map([['QTICKETS_PARTNERS_TOKEN', 'your_token_here']])},
		],
		['body-not-json', {...find, body: '{"filter":'}, {}],
		['variable-missing', {...find, body: '{"id":{{ticket_idd}}}'}, {}],
		['header-invalid', {...find, headers: [['X-Test', 'a\r\nb']]}, {}],
	])('%s', async (expected, draft, changes) => {
		const {error, sent, events} = await refused(draft, changes);
		expect(error).toBeInstanceOf(Problem);
		expect((error as Problem).code).toBe(expected);
		expect([sent, events]).toEqual([0, 0]);
	});

	test('production lets reads go, and writes once its host name was typed', async () => {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => found, {profile: production}),
		);
		expect((await session.fire(find, outside)).attempt.verdict).toBe('success');
		expect(session.check(add)).toMatchObject({code: 'writes-locked'});
		await expect(session.fire(add, outside)).rejects.toThrow(code('writes-locked'));
		expect(() => session.unlock('tickets.exampel')).toThrow(code('host-name-differs'));
		session.unlock(' Tickets.example ');
		expect(session.check(add)).toBeNull();
		expect((await session.fire(add, outside)).attempt.outcomeSeq).not.toBeNull();
		expect(eventsIn(session.directory)).toContainEqual(
			expect.objectContaining({type: 'guard.unlocked', host: 'tickets.example', how: 'typed'}),
		);
		session.end('finished');
		const resumed = await resumeSession(
			session.directory,
			sampleOptions(() => found, {profile: production}),
		);
		await expect(resumed.fire(add, outside)).rejects.toThrow(code('writes-locked'));
		resumed.end('finished');
	});

	test('read-only is a promise of the session, which resuming cannot take back', async () => {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => found, {profile: {...sandboxProfile, readOnly: true}}),
		);
		session.note(null, 'x');
		session.end('finished');
		const resumed = await resumeSession(
			session.directory,
			sampleOptions(() => found),
		);
		expect(resumed.profile.readOnly).toBe(true);
		await expect(resumed.fire(add, outside)).rejects.toThrow(code('read-only'));
		resumed.end('finished');
	});

	test('a body that is not JSON goes as typed after a second yes', async () => {
		let sent: string | null = '';
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(({body}) => {
				sent = body;
				return found;
			}),
		);
		await session.fire({...find, body: '{"filter": oops'}, {...outside, sendInvalidBody: true});
		expect(sent).toBe('{"filter": oops');
		await session.fire(find, {...outside, sendInvalidBody: true});
		const [typed, example] = eventsIn(session.directory).filter(({type}) => type === 'request.intent');
		expect(typed).toMatchObject({edited: true, body_not_json: true});
		expect(example).toMatchObject({edited: false});
		expect(example).not.toHaveProperty('body_not_json');
		session.end('finished');
	});
});

describe('when the disk is full', () => {
	test('no request is fired any more, and what was acknowledged stays', async () => {
		let sent = 0;
		let full = false;
		const disk = {
			...realDisk,
			write: (...call: Parameters<typeof realDisk.write>) => {
				if (full) {
					throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});
				}

				return realDisk.write(...call);
			},
		};
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(
				() => {
					sent++;
					return found;
				},
				{edges: {disk}},
			),
		);
		await session.fire(find, outside);
		full = true;
		await expect(session.fire(find, outside)).rejects.toThrow(code('journal-not-writable'));
		full = false;
		await expect(session.fire(find, outside)).rejects.toThrow(code('journal-not-writable'));
		expect(sent).toBe(1);
		expect(session.getReadOnlyReason()).toMatch(/disk is full/);
		session.end('finished');
		expect(eventsIn(session.directory).map(({type}) => type)).toEqual([
			'session.opened',
			'request.intent',
			'request.outcome',
		]);
	});
});

describe('resume', () => {
	test('is a re-read of the journal: the same state', async () => {
		const options = sampleOptions(() => added);
		const session = await beginSession(newParent(), noPlan, options);
		await session.fire(add, outside);
		session.mark('6.1', 1, 'pass', 'the seat is held');
		session.note(null, 'a note on the whole');
		const before = session.getState();
		session.end('stopped');
		const resumed = await resumeSession(session.directory, options);
		const after = resumed.getState();
		expect(after.endpoints).toEqual(before.endpoints);
		expect(after.notes).toEqual(before.notes);
		expect(after.resumedAt).toHaveLength(1);
		resumed.end('stopped');
	});

	test('an intent without an outcome is unknown: it may have been applied', async () => {
		const options = sampleOptions(() => added);
		const session = await beginSession(newParent(), noPlan, options);
		await session.fire(add, outside);
		session.end('stopped');
		const file = path.join(session.directory, 'session.jsonl');
		const lines = readFileSync(file, 'utf8').split('\n');
		writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n${lines[2]!.slice(0, 40)}`);
		const resumed = await resumeSession(session.directory, options);
		expect(endpointState(resumed.getState(), '6.1').attempts).toEqual([
			expect.objectContaining({verdict: 'unknown', exchange: null}),
		]);
		expect(resumed.getState().repairs).toHaveLength(1);
		resumed.end('stopped');
	});

	test('while another process holds it, it can be read but neither written nor fired', async () => {
		let sent = 0;
		const options = sampleOptions(() => {
			sent++;
			return added;
		});
		const session = await beginSession(newParent(), noPlan, options);
		await session.fire(add, outside);
		const second = await resumeSession(session.directory, options);
		expect(second.getReadOnlyReason()).toMatch(/Another process/);
		expect(endpointState(second.getState(), '6.1').attempts).toHaveLength(1);
		await expect(second.fire(add, outside)).rejects.toThrow(code('read-only'));
		expect(() => second.note(null, 'x')).toThrow(code('read-only'));
		expect(sent).toBe(1);
		second.end('stopped');
		session.note(null, 'the first one still writes');
		session.end('stopped');
	});

	test('while another process holds it, it is followed as its journal grows, to its end', async () => {
		const options = sampleOptions(() => added);
		const session = await beginSession(newParent(), noPlan, options);
		session.note(null, 'the first one');
		const second = await resumeSession(session.directory, options);
		let told = 0;
		second.subscribe(() => told++);
		second.follow?.();
		expect(told).toBe(0);
		await session.fire(add, outside);
		session.mark('6.1', 1, 'fail', 'too slow');
		second.follow?.();
		expect(told).toBe(1);
		const [attempt] = endpointState(second.getState(), '6.1').attempts;
		expect(attempt).toMatchObject({verdict: 'success', mark: {mark: 'fail', note: 'too slow'}});
		// A line that is being written is not taken for damage.
		const file = path.join(session.directory, 'session.jsonl');
		const whole = readFileSync(file);
		writeFileSync(file, Buffer.concat([whole, Buffer.from('{"seq":')]));
		second.follow?.();
		writeFileSync(file, whole);
		session.end('finished');
		second.follow?.();
		expect(second.getReadOnlyReason()).toMatch(/has ended it: leave, and open it again/);
		expect(session.follow).toBeUndefined();
		writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('nonsense\n')]));
		expect(() => second.follow?.()).toThrow(code('journal-damaged'));
		second.end('stopped');
	});

	test.each([
		['another catalog', {catalog: {...sampleCatalog, digest: 'e'.repeat(64)}}],
		['another profile', {profile: {...sandboxProfile, name: 'test', kind: 'test' as const}}],
		['another server', {profile: {...sandboxProfile, baseUrl: 'http://127.0.0.1:4011'}}],
	])('with %s is refused: a report must not mix them', async (_, changes) => {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => added),
		);
		session.note(null, 'x');
		session.end('stopped');
		await expect(
			resumeSession(
				session.directory,
				sampleOptions(() => added, changes),
			),
		).rejects.toThrow(code('session-differs'));
	});

	test('brings back what was typed: examples in clear, the rest of the personal values masked', async () => {
		const options = sampleOptions(() => added);
		const session = await beginSession(newParent(), noPlan, options);
		const typed = {...add, path: {event_id: '33'}};
		session.keepDraft(typed);
		session.keepDraft({...find, body: '{"filter":{"client_email":"ivan.petrov@mail.example"}}'});
		session.end('stopped');
		expect(readFileSync(path.join(session.directory, 'session.jsonl'), 'utf8')).not.toContain('ivan.petrov');
		const resumed = await resumeSession(session.directory, options);
		expect(resumed.keptDraft('6.1')).toEqual(typed);
		expect(resumed.keptDraft('6.9')?.body).toMatch(/iv\.\.\S*@/);
		resumed.end('stopped');
	});
});

describe('an answer that cannot be judged or masked', () => {
	const hostile = {...found, headers: null as unknown as typeof found.headers};

	test('is stored all the same, without its text', async () => {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => hostile),
		);
		const {attempt, exchange} = await session.fire(find, outside);
		expect(attempt).toMatchObject({
			verdict: 'failure',
			reasons: [{code: 'not-judged'}],
			exchange: {status: 200, body: null, headers: [], decoded_bytes: found.decodedBytes},
		});
		expect(session.exchangeOf(attempt.intent.seq)).toBe(exchange);
		session.end('finished');
	});

	test('nor one nested two hundred thousand levels deep', async () => {
		const deep = answerOf(`{"status":${'['.repeat(200_000)}${']'.repeat(200_000)},"error":[[]]}`);
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => deep),
		);
		expect((await session.fire(find, outside)).attempt).toMatchObject({
			verdict: 'failure',
			exchange: {status: 200},
		});
		session.end('finished');
	});
});

describe('a value that only the disk knew is never sent in its masked form', () => {
	const mail = 'ivan.petrov@mail.example';

	test('a draft that came back says which field to type again', async () => {
		const bodies: Array<string | null> = [];
		const options = sampleOptions(request => {
			bodies.push(request.body);
			return added;
		});
		const session = await beginSession(newParent(), noPlan, options);
		session.keepDraft({...add, body: `{"seat_id":"A-1;1","client_email":"${mail}"}`});
		session.end('stopped');
		const resumed = await resumeSession(session.directory, options);
		const kept = resumed.keptDraft('6.1')!;
		await expect(resumed.fire(kept, outside)).rejects.toThrow(code('value-masked'));
		expect(resumed.check(kept)?.next).toContain('client_email');
		resumed.keepDraft({...kept, path: {event_id: '33'}});
		await expect(resumed.fire(resumed.keptDraft('6.1')!, outside)).rejects.toThrow(code('value-masked'));
		const typed = {...kept, body: `{"seat_id":"A-1;1","client_email":"${mail}"}`};
		await resumed.fire(typed, outside);
		expect(bodies).toEqual([typed.body]);
		resumed.end('stopped');
	});

	test('the catalog’s example is put back; what only looks like it is not', async () => {
		const options = sampleOptions(() => added);
		const session = await beginSession(newParent(), noPlan, options);
		session.keepDraft(add);
		session.keepDraft({...add, body: add.body!.replace('guest@example.com', 'gust@exile.com')});
		session.end('stopped');
		const resumed = await resumeSession(session.directory, options);
		expect(resumed.keptDraft('6.1')?.body).not.toContain('guest@example.com');
		resumed.end('stopped');
	});

	test('an example whose form other examples share is put back at its own place only', () => {
		const masker = createMasker({
			rules: sampleCatalog.masks,
			secrets: new Map(),
			salt: '0'.repeat(32),
			masking: true,
			known: [add.body!, '{"client_email":"gust@exile.com"}'],
		});
		expect(masker.reveal(masker.draft(add, add), add)).toEqual(add);
		const other = {...add, body: add.body!.replace('guest@example.com', 'grit@exodle.com')};
		expect(masker.reveal(masker.draft(other, add), add).body).not.toMatch(/guest|grit/);
		const alike = {...add, body: add.body!.replace('guest@example.com', 'gust@exile.com')};
		expect(masker.reveal(masker.draft(alike, add), add).body).not.toContain('guest');
	});

	test('a variable set by the operator is sent as typed, and asked for again after a resume', async () => {
		const bodies: Array<string | null> = [];
		const options = sampleOptions(request => {
			bodies.push(request.body);
			return added;
		});
		const draft = {...add, body: '{"client_email":"{{client_email}}"}'};
		const session = await beginSession(newParent(), noPlan, options);
		session.setVariable('client_email', mail);
		await session.fire(draft, outside);
		session.end('stopped');
		expect(readFileSync(path.join(session.directory, 'session.jsonl'), 'utf8')).not.toContain(mail);
		const resumed = await resumeSession(session.directory, options);
		await expect(resumed.fire(draft, outside)).rejects.toThrow(code('value-masked'));
		expect(resumed.check(draft)?.message).toContain('client_email');
		resumed.setVariable('client_email', mail);
		await resumed.fire(draft, outside);
		expect(bodies).toEqual([`{"client_email":"${mail}"}`, `{"client_email":"${mail}"}`]);
		resumed.end('stopped');
	});
});

describe('leaving after an export', () => {
	async function exportedSession() {
		const session = await beginSession(
			newParent(),
			noPlan,
			sampleOptions(() => added),
		);
		session.note(null, 'x');
		session.exported();
		return session;
	}

	test('closes the session although nothing happened since', async () => {
		const session = await exportedSession();
		session.end('finished');
		expect(eventsIn(session.directory).at(-1)).toMatchObject({type: 'session.ended', reason: 'finished'});
	});

	test.each(['interrupted', 'crashed', 'stopped'] as const)(
		'that is %s adds nothing that nobody could derive the set from again, unless it is outdated already',
		async reason => {
			const session = await exportedSession();
			session.end(reason);
			expect(eventsIn(session.directory).map(({type}) => type)).toEqual(['session.opened', 'note.added']);
			const again = await exportedSession();
			again.note(null, 'y');
			again.end(reason);
			expect(eventsIn(again.directory).at(-1)).toMatchObject({type: 'session.ended', reason});
		},
	);
});

test('a session that is refused lets go of its lock', async () => {
	const options = sampleOptions(() => added);
	const session = await beginSession(newParent(), noPlan, options);
	session.note(null, 'x');
	session.end('stopped');
	const file = path.join(session.directory, 'session.jsonl');
	const whole = readFileSync(file);
	writeFileSync(file, 'nonsense\n');
	await expect(resumeSession(session.directory, options)).rejects.toThrow(code('journal-damaged'));
	writeFileSync(file, whole);
	const resumed = await resumeSession(session.directory, options);
	expect(resumed.getReadOnlyReason()).toBeNull();
	resumed.end('stopped');
});
