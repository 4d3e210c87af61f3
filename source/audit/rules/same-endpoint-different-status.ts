import type {AuditedSet} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const sameEndpointDifferentStatus: Rule = {
	id: 'same-endpoint-different-status',
	proves: 'one endpoint answered, though another row says that it does not exist or is not allowed',
	severity: 'high',
	circumstantial: false,
	why: 'The explanation of the failure is false, so its real cause was never looked for.',
	needs: ['report'],
	check(set) {
		const results = resultsIn(set);
		const byEndpoint = new Map<string, Result[]>();
		for (const result of results) {
			const group = byEndpoint.get(result.endpoint);
			if (group === undefined) {
				byEndpoint.set(result.endpoint, [result]);
			} else {
				group.push(result);
			}
		}

		const repeated = [...byEndpoint.values()].filter(
			group => new Set(group.map(({testId}) => testId)).size > 1,
		);
		return repeated.length === 0
			? notEvaluated('no endpoint was asked by more than one test')
			: repeated.flatMap(group => contradictionsIn(group));
	},
};

type Result = {
	readonly testId: string;
	/** Method and path, without a slash at the end. */
	readonly endpoint: string;
	readonly status: number;
	readonly notes: string;
	readonly place: Place;
};

function resultsIn(set: AuditedSet): readonly Result[] {
	const results: Result[] = [];
	const add = (
		testId: string | null,
		{method, path, status}: {method: string | null; path: string | null; status: number | null},
		said: {notes: string; place: Place},
	) => {
		if (
			testId !== null &&
			method !== null &&
			path !== null &&
			status !== null &&
			path.startsWith('/') &&
			!/[{<:…]|\.\.\./.test(path)
		) {
			results.push({testId, endpoint: `${method} ${path.replace(/\/+$/, '')}`, status, ...said});
		}
	};

	for (const {rows} of set.reports) {
		for (const row of rows) {
			add(row.testId, row, {
				notes: [row.text.notes, row.text.result, row.text.title].filter(Boolean).join('; '),
				place: row.place,
			});
		}
	}

	for (const {records} of set.logs) {
		for (const record of records.filter(({kind}) => kind === 'result')) {
			add(record.testId, record, {notes: record.notes, place: record.place});
		}
	}

	return results;
}

/** Explanations that an answer of the same endpoint refutes. */
const explanations: ReadonlyArray<{
	readonly code: string;
	readonly statuses: readonly number[];
	readonly words: RegExp;
}> = [
	{
		code: 'does-not-exist',
		statuses: [404, 405, 410, 501],
		words:
			/endpoint\s(?:\S+\s){0,4}(?:not|n['’]t|un)\s?(?:exist|be available|available|found|implemented|deployed|supported)|(?:no such|unknown|missing|non-?existent|unavailable|undeployed|not deployed|not implemented) (?:endpoint|route|path|method)|(?:endpoint|route|path) (?:is |was )?(?:unavailable|missing|not found|not available|not deployed)|(?:endpoint )?path structure|wrong path|invalid path|route not found|(?:эндпо[ий]нт|метод|маршрут|путь)\s(?:\S+\s){0,4}(?:не существ|отсутств|недоступ|не найден|не реализован|не развернут|не развёрнут|неверн)|(?:неверн|неправильн)\p{L}+ (?:путь|адрес|маршрут)|нет такого (?:эндпо[ий]нта|метода|маршрута)/iu,
	},
	{
		code: 'not-allowed',
		statuses: [401, 403],
		words:
			/token\s(?:\S+\s){0,4}(?:no|not|lacks?|without|insufficient|limited|read-?only)|(?:permission|access)\s?(?:_| )?denied|permission_denied|no permission|insufficient (?:rights|permissions|scope)|недостаточно прав|нет (?:прав|доступа)|доступ запрещ[её]н|токен\p{L}*\s(?:\S+\s){0,4}(?:не имеет|без|только)/iu,
	},
];

function contradictionsIn(group: readonly Result[]): readonly Discovery[] {
	const answered = group.filter(({status}) => status >= 200 && status < 300);
	return explanations.flatMap(({code, statuses, words}): readonly Discovery[] => {
		const ids = new Set(answered.map(({testId}) => testId));
		const denied = group.filter(
			({testId, status, notes}) => statuses.includes(status) && words.test(notes) && !ids.has(testId),
		);
		const [first] = denied;
		const good = answered[0];
		const tests = [...new Set(denied.map(({testId}) => testId))];
		return first === undefined || good === undefined
			? []
			: [
					{
						place: first.place,
						code,
						subject: first.endpoint,
						claimed: `${tests.slice(0, 4).join(', ')} ${first.endpoint}: ${first.status}, ${first.notes.slice(0, 80)}`,
						found: `${good.testId} of the same endpoint: ${good.status}`,
						also: [...denied.slice(1), ...answered].map(({place}) => place),
					},
				];
	});
}
