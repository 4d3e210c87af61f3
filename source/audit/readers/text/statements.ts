import type {ClaimScope, Statement, StatementKind} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {idsIn, namedTestKinds} from './named-test-kinds.ts';
import {clausesOf, isAboutThisRun, withBars} from './phrases.ts';
import {sanitised} from './sanitised.ts';
import {statusesSaid, statusFor} from './status-words.ts';

export type StatementContext = {
	readonly placeAt: (offset: number) => Place;
	readonly scope: ClaimScope;
	readonly named: (text: string) => ClaimScope | null;
	/** A tick stands before it. */
	readonly ticked: boolean;
	/** A cross stands before it: it says that something is not so. */
	readonly crossed: boolean;
	/** Headings above, nearest first. */
	readonly heading: string;
	readonly isWish: boolean;
};

function has(pattern: string): RegExp {
	return new RegExp(String.raw`(?<![\p{L}\d])(?:${pattern})(?![\p{L}\d])`, 'iu');
}

const testsNoun = String.raw`(?:\p{L}+ |\d+ |\d+/\d+ |API ){0,4}(?:tests?|test cases?|checks|cases|scenarios|requests?|endpoints?|operations?|calls?|тест(?:ы|ов|ами|ам)?|проверк(?:и|ам)|кейсы|сценарии|запрос(?:ы|ов)?|операции|эндпо[ий]нты|вызовы)`;

const allPassed = [
	has(
		String.raw`(?:all|every|each|100 ?%(?: of)?)(?: of)?(?: the)? ${testsNoun}(?: [\p{L}\d.]+| \([^()]{1,30}\)){0,3} (?:passed|pass|succeeded|(?:are|is|were|was) (?:successful|green|ok|passing)|success(?:ful|fully)|work(?:s|ed|ing)?|(?:returned|answered|answered with|responded with|got|gave|ended with) (?:HTTP |status |code |a )*(?:200|2xx|ok|success)(?!\s?(?:,|/|or|and|или|и)\s?\d))(?: \p{L}+){0,2}`,
	),
	has(
		String.raw`(?:tests?|cases|тесты|кейсы) \d[\d.]{0,8}\s?(?:to|through|по|до|–|—|-)\s?\d[\d.]{0,8}(?: (?:are|were|have|has|all|все)){0,2} (?:ok|passed|successful|green|успешн\p{L}+|пройдены|прошли)`,
	),
	has(
		String.raw`(?:все|каждый|100 ?%) ${testsNoun}(?: [\p{L}\d.]+){0,4} (?:успешн\p{L}+|пройден\p{L}*|прошли|работают|выполнены успешно|завершены успешно|(?:вернул\p{L}+|ответил\p{L}+|верну\p{L}+|отвечают|возвращают) (?:с )?(?:код\p{L}{0,2} |статус\p{L}{0,2} |HTTP )*(?:200|2xx)(?!\s?(?:,|/|или|и)\s?\d))`,
	),
	has(
		String.raw`(?:no|zero|without(?: any)?) (?:\p{L}+ ){0,2}(?:errors|failures|failed tests|issues|problems)(?: (?:were |was )?(?:found|detected|occurred|observed|encountered|reported))?|all green|everything (?:passed|works|worked|is ok|succeeded)|все прошло успешно|всё прошло успешно|всё работает|все работает|без (?:единой )?ошиб\p{L}+|(?:ошибок|сбоев|провалов) (?:не (?:было|обнаружено|выявлено|зафиксировано|возникло|найдено)|нет)`,
	),
];

/** Errors of one kind: that there were none of them does not say that there were none. */
const someErrors =
	/(?<!\p{L})(?:critical|blocking|blocker|unexpected|serious|major|fatal|severe|network|server(?:-side)?|internal|client|new|other|further|критическ\p{L}+|блокирующ\p{L}+|серь[её]зн\p{L}+|неожиданн\p{L}+|непредвиденн\p{L}+|фатальн\p{L}+|сетев\p{L}+|серверн\p{L}+|внутренн\p{L}+|нов\p{L}{2}|других|иных|прочих)\s(?:\p{L}{2,20}\s)?(?:errors?|failures?|issues?|problems?|bugs?|ошиб\p{L}+|сбо\p{L}+|проблем\p{L}*)(?!\p{L})/giu;

const allExecuted = [
	has(
		String.raw`(?:all|every|each|100 ?%(?: of)?)(?: of)?(?: the)?(?: \p{L}+| \d+){0,4} (?:tests?|test cases?|cases|checks|scenarios)(?: \p{L}+){0,3} (?:executed|run|ran|performed|completed|conducted|done|carried out)`,
	),
	has(
		String.raw`(?:все|каждый)(?: \p{L}+| \d+){0,4} (?:тест(?:ы|ов)?|проверки|кейсы|сценарии)(?: \p{L}+){0,3} (?:выполнен\p{L}*|запущен\p{L}*|проведен\p{L}*|проведён\p{L}*|исполнен\p{L}*|прогнан\p{L}*)|(?:выполнен\p{L}*|запущен\p{L}*|проведен\p{L}*) все(?: \p{L}+| \d+){0,4} (?:тест(?:ы|ов)?|проверки)`,
	),
];

const allArtifacts = [
	has(
		String.raw`(?:complete|full) (?:artifact|artefact|evidence) (?:collection|set|coverage)|all(?: \p{L}+| \d+){0,4} (?:artifacts?|artefacts?|evidence)(?: \p{L}+){0,3} (?:collected|available|generated|saved|stored|present|captured|recorded|complete)|(?:all|every|each)(?: \p{L}+| \d+){0,5} (?:with|has|have|have their) (?:\p{L}+ ){0,2}(?:artifacts?|artefacts?|evidence)|(?:artifact|evidence) (?:for|of) (?:every|each|all) (?:\p{L}+ ){0,2}tests?`,
	),
	has(
		String.raw`все(?: \p{L}+| \d+){0,4} артефакты(?: \p{L}+){0,3} (?:собран\p{L}*|сохранен\p{L}*|сохранён\p{L}*|доступн\p{L}*|сформирован\p{L}*|получен\p{L}*)|полн\p{L}+ (?:набор|сбор|комплект) артефактов|(?:для|у|по) кажд\p{L}+ тест\p{L}* (?:\p{L}+ ){0,3}артефакт\p{L}*`,
	),
];

const kinds: ReadonlyArray<readonly [StatementKind, readonly RegExp[]]> = [
	[
		'masked',
		[
			has(
				String.raw`(?:personal data|pii|tokens?|secrets?|credentials?|sensitive (?:data|information|fields?)|passwords?|e-?mails?|phones?|персональн\p{L}+ данн\p{L}+|токен\p{L}*|секрет\p{L}*|чувствительн\p{L}+ данн\p{L}+|пдн|данн\p{L}+)(?: \([^()]{0,120}\))?(?: [\p{L},]+){0,5} (?:masked|redacted|anonymi[sz]ed|removed|hidden|sanitised|sanitized|pseudonymi[sz]ed|замаскирован\p{L}*|скрыт\p{L}*|обезличен\p{L}*|удален\p{L}*|удалён\p{L}*)|(?:masked|redacted|anonymi[sz]ed|замаскирован\p{L}*|обезличен\p{L}*) (?:all )?(?:\p{L}+ ){0,2}(?:personal data|pii|tokens?|secrets?|credentials|данн\p{L}+|токен\p{L}*)|no (?:secrets?|personal data|pii|tokens?|credentials)(?: \p{L}+){0,3} (?:stored|included|logged|exposed|present|leaked)`,
			),
		],
	],
	[
		'zero-counts',
		[
			has(
				String.raw`(?:all|every)?(?: \p{L}+){0,5} ?tables?(?: \p{L}+){0,3} (?:zero(?: counts?| rows)?|0 rows|empty)|(?:all|row) counts (?:are|were|is) (?:zero|0)|таблиц\p{L}*(?: \p{L}+){0,4} (?:пуст\p{L}+|0 строк|нулев\p{L}+)`,
			),
		],
	],
	[
		'counts-unchanged',
		[
			has(
				String.raw`(?:row )?counts? (?:\p{L}+ ){0,4}(?:unchanged|did not change|didn['’]t change|have not changed|were not changed|(?:the )?same(?: before and after)?|identical)|no (?:new )?rows (?:were )?(?:added|inserted|written)|(?:количеств\p{L}+|числ\p{L}+|сч[её]тчик\p{L}+|подсч[её]т\p{L}*) строк (?:\p{L}+ ){0,4}не (?:из)?мен\p{L}+|новых строк не (?:появил\p{L}+|добавл\p{L}+|было)|без изменений в (?:таблицах|clickhouse)`,
			),
		],
	],
	[
		'counts-measured',
		[
			has(
				String.raw`(?:row )?(?:counts?|snapshots?) (?:\p{L}+ ){0,4}(?:before and after|measured|taken|collected|recorded)|(?:снимк\p{L}+|замер\p{L}*|подсч[её]т\p{L}*)(?: \p{L}+){0,4} до и после`,
			),
		],
	],
	[
		'no-data-changed',
		[
			has(
				String.raw`no (?:production |real |live )?data (?:was |were |has been )?(?:changed|modified|written|created|affected)|(?:read[ -]?only|без изменения данных|данные не изменял\p{L}+|данные не (?:были )?изменен\p{L}*)`,
			),
		],
	],
	[
		'archived',
		[
			has(
				String.raw`(?:report|results?|artifacts?|evidence|everything|archive|package)(?: \p{L}+){0,4} (?:archived|packaged|zipped|packed)|archive (?:was |has been |is )?(?:created|built|verified|checked|made|generated)|архив (?:\p{L}+ ){0,2}(?:создан|собран|сформирован|проверен)|(?:отч[её]т|результаты|артефакты)(?: \p{L}+){0,4} (?:заархивирован\p{L}*|упакован\p{L}*)`,
			),
		],
	],
	[
		'consistent',
		[
			has(
				String.raw`error handling (?:is|was) consistent|consistent error (?:handling|responses?|format)|(?:errors?|responses?|answers?) (?:are|is|were) consistent|обработка ошибок (?:единообразн\p{L}+|последовательн\p{L}+|консистентн\p{L}+)`,
			),
		],
	],
];

const completed = has(
	String.raw`(?:stage|phase|run|testing|tests?|session|test run)s?(?: \d+(?:/\d+)?)?(?: \p{L}+){0,2} (?:completed|finished|done)(?: successfully)?|completed successfully|successfully completed|successful(?:ly)? (?:executed|finished)|(?:этап|прогон|тестирование|запуск|стадия)(?: \d+(?:/\d+)?)?(?: \p{L}+){0,2} (?:успешно )?(?:заверш[её]н\p{L}*|выполнен\p{L}*|пройден\p{L}*)(?: успешно)?|успешно (?:заверш[её]н\p{L}*|выполнен\p{L}*|пройден\p{L}*)|заверш[её]н\p{L}* успешно|выполнен\p{L}* успешно`,
);
const works = has(
	String.raw`(?:works?|working|functional|functions?|operational|fully supported|operate) ?(?:correctly|properly|fine|well|as expected|as documented|reliably)?|работа(?:ет|ют)(?: корректно| правильно| исправно| как ожидалось| стабильно)?|функциониру(?:ет|ют)`,
);
const hedged = has(
	String.raw`generally|mostly|partially|partly|some|several|many|most|largely|not|n't|doesn't|does not|cannot|except|but|only|may|might|could|unclear|в основном|частично|некотор\p{L}+|не|кроме|большинств\p{L}+|почти|как правило|только|возможно`,
);
const somePart =
	/(?<![\d.])\d{1,6}\s(?:\p{L}+\s){0,2}(?:tests?|requests?|endpoints?|calls|operations|checks|тест|запрос|эндпо|провер|операци)|\d\s?(?:\/|of|из)\s?\d/iu;
const writes =
	/(?<!\p{L})(?:write|writes|writing|mutating|modifying|запис(?:и|ь|ывающ\p{L}+)|изменяющ\p{L}+|модифицирующ\p{L}+)(?!\p{L})/iu;
const reads = /(?<!\p{L})(?:read|reads|reading|get requests|чтени\p{L}|читающ\p{L}+)(?!\p{L})/iu;
const methodNames = /(?<!\p{L})(GET|POST|PUT|PATCH|DELETE)(?!\p{L})/gu;

/**
 * What a text says of the run in words: `All tests passed`, `Test token returns 403 for write operations`,
 * `Этап 2 успешно завершён`. Wishes, plans and hedged words (`generally functional`) say nothing.
 */
export function statementsInText(text: string, context: StatementContext): readonly Statement[] {
	if (context.isWish || context.crossed) {
		return [];
	}

	const statements: Statement[] = [];
	for (const {text: clause, start} of clausesOf(withBars(text.slice(0, 20_000)))) {
		const sayable = clause
			.replaceAll(/[\w.-]{1,80}_[\w.-]{1,80}|https?:\S{1,300}/g, ' ')
			.replaceAll(/"[^"]{1,300}"|«[^»]{1,300}»|“[^”]{1,300}”/g, ' ');
		if (!isAboutThisRun(sayable) || /\?\s*$/.test(sayable)) {
			continue;
		}

		const named = context.named(clause);
		const found = new Set([
			...kindsOf(sayable, {...context, isPartNamed: named !== null}),
			...namedTestKinds(clause, named).filter(
				// Under the heading of a section the slowest one is that of the section.
				kind => context.scope.kind === 'all' || (kind !== 'slowest' && kind !== 'fastest'),
			),
		]);
		for (const kind of found) {
			statements.push({
				place: context.placeAt(start + (clause.length - clause.trimStart().length)),
				text: clause.trim().slice(0, 200),
				kind,
				scope: scopeOf(kind, clause) ?? named ?? context.scope,
				statuses: statusesSaid(kind, clause),
				methods: kind === 'status-for' ? methodsOf(clause) : [],
				ticked: context.ticked,
			});
		}
	}

	return statements;
}

/** `Slowest: 3.3 with 861 ms` names its test without saying so. */
function scopeOf(kind: StatementKind, clause: string): ClaimScope | null {
	const [id] = kind === 'slowest' || kind === 'fastest' ? idsIn(clause) : [];
	return id === undefined ? null : {kind: 'ids', from: id, to: id};
}

/** Words between "all" and the tests that leave them all. */
const plainQualifiers =
	/(?<!\p{L})(?:all|every|each|of|the|these|those|our|mandatory|required|obligatory|planned|scheduled|executed|run|performed|selected|listed|individual|single|automated|functional|integration|smoke|api|apis|http|qtickets|stage|stage2|phase|have|has|had|been|were|was|are|is|also|now|in|this|for|both|suite|successfully|были|уже|также|успешно|нашего|api|все|всех|каждый|из|эти|наши|обязательные|обязательных|запланированные|запланированных|выполненные|проведенные|проведённые|отправленные|предусмотренные|этапа|автоматические|интеграционные|функциональные)(?!\p{L})|100 ?%|[\d/]+/giu;
const allOf = new RegExp(
	String.raw`(?<!\p{L})(?:all|every|each|все|каждый)(?!\p{L})((?: \p{L}+| \d+| \d+/\d+){0,5}?) (?:tests?|test cases?|checks|cases|scenarios|requests?|endpoints?|operations?|calls?|тест(?:ы|ов)?|проверки|кейсы|сценарии|запрос(?:ы|ов)?|операции|вызовы)(?!\p{L})`,
	'iu',
);

const predicate =
	/(?<!\p{L})(?:pass|passed|succeeded|returned|answered|responded|successful|green|ok|work\p{L}*|executed|run|ran|completed|performed|finished|conducted|done|got|gave|ended|прошли|пройден\p{L}*|успешн\p{L}+|вернул\p{L}*|ответил\p{L}*|выполнен\p{L}*|работа\p{L}+|заверш\p{L}+|запущен\p{L}*|провед\p{L}+|исполнен\p{L}*)(?!\p{L})/iu;

/** `All partner tests` where nothing tells which tests those are, `all other tests`: of some tests only. */
function isOfSome(clause: string, isPartNamed: boolean): boolean {
	const match = allOf.exec(clause);
	const behind = match === null ? '' : clause.slice(match.index + match[0].length);
	const gap = behind.slice(0, predicate.exec(behind)?.index ?? 0);
	const qualifiers = `${match?.[1] ?? ''} ${gap}`;
	return (
		/(?<!\p{L})(?:that|which|whose|котор\p{L}+)(?!\p{L})/iu.test(gap) ||
		/(?<!\p{L})(?:or|либо|или)\s(?:\p{L}+\s)?(?:was|were|failed|refused|rejected|skipped|returned|отклон\p{L}+|пропущ\p{L}+|вернул\p{L}+)/iu.test(
			clause,
		) ||
		/(?<!\p{L})(?:other|others|remaining|остальн\p{L}+|прочи\p{L}+|други\p{L}+)(?!\p{L})/iu.test(clause) ||
		/(?<!\p{L})(?:the|The) rest(?!\p{L})/u.test(clause) ||
		(!isPartNamed && /\p{L}/u.test(qualifiers.replaceAll(plainQualifiers, ' ')))
	);
}

function kindsOf(
	clause: string,
	{heading, isPartNamed}: StatementContext & {isPartNamed: boolean},
): readonly StatementKind[] {
	const found: StatementKind[] = [];
	const isSome = isOfSome(clause, isPartNamed);
	const isNegated =
		/(?<!\p{L})(?:almost|nearly|practically|virtually|почти|практически|not all|не все|isn't|aren't|wasn't|weren't|not|не|except|кроме|besides|apart from|за исключением|some|часть)(?!\p{L})/iu.test(
			clause.replaceAll(
				/(?:ошибок|сбоев|провалов|отказов|замечаний) не (?:было|обнаружено|выявлено|зафиксировано|возникло|найдено)/giu,
				' ',
			),
		);
	// `9 tests returned 404`, `9 из 20 тестов завершены успешно`: of some tests only.
	const isPart = somePart.test(
		sanitised(clause).text.replaceAll(/(?<!\p{L})(?:all|все|every)\s(?:the\s)?\d{1,6}/giu, ' '),
	);
	const matches = (patterns: readonly RegExp[]) => patterns.some(pattern => pattern.test(clause));
	if (!isNegated && !isSome) {
		const isWhole = !/(?:for|of|in|при|для|в)\s(?:failed|failing|неуспешн|ошиб)/iu.test(clause);
		const ofAnyKind = clause.replaceAll(someErrors, ' ');
		if (allPassed.some(pattern => pattern.test(ofAnyKind)) && isWhole) {
			found.push('all-passed');
		}

		if (matches(allExecuted)) {
			found.push('all-executed');
		}

		if (matches(allArtifacts)) {
			found.push('all-artifacts');
		}

		if (
			completed.test(clause) &&
			!isPart &&
			!/:\s?\d|partial|частично|with (?:\p{L}+ )?(?:errors|failures|limitations|issues)|с (?:ошибк|ограничени|замечани)/iu.test(
				clause,
			) &&
			!found.includes('all-passed')
		) {
			found.push('completed');
		}
	}

	if (works.test(clause) && !hedged.test(clause) && !found.includes('all-passed')) {
		found.push('works');
	}

	if (
		statusFor.test(clause) &&
		!isPart &&
		!isSome &&
		!hedged.test(clause.replace(/(?:only|только)/giu, ' ')) &&
		!/when|if |когда|если/iu.test(clause)
	) {
		found.push('status-for');
	}

	for (const [kind, patterns] of kinds) {
		const isDenied =
			kind === 'counts-unchanged'
				? /(?<!\p{L})(?:not all|almost|nearly|mostly|except|but|besides|apart from|some|не все|почти|кроме|за исключением|часть)(?!\p{L})/iu.test(
						clause,
					)
				: isNegated && kind !== 'masked' && kind !== 'no-data-changed';
		if (matches(patterns) && !isDenied) {
			found.push(kind);
		}
	}

	found.push(...environmentKinds(clause, heading));
	return found;
}

/** The environment counts where the text is about what was used, not about what might be. */
function environmentKinds(clause: string, heading: string): readonly StatementKind[] {
	if (/(?:may|might|could|indicat|suggest|recommend|возможно|вероятно|not|не )/iu.test(clause)) {
		return [];
	}

	const found: StatementKind[] = [];
	if (
		has(
			String.raw`test (?:token|environment|env|server|api)|staging|sandbox|тестов\p{L}+ (?:токен\p{L}*|сред\p{L}+|окружени\p{L}+|контур\p{L}*|сервер\p{L}*|стенд\p{L}*)|песочниц\p{L}+`,
		).test(clause) &&
		!/endpoint path|create|dedicated/iu.test(clause)
	) {
		found.push('test-environment');
	}

	if (
		has(
			String.raw`(?:in|on|against|using|with) (?:the )?(?:production|prod|live)|production (?:token|environment|server|api|system)|prod token|боев\p{L}+ (?:сред\p{L}+|токен\p{L}*|сервер\p{L}*|контур\p{L}*)|продакшен\p{L}*|продуктив\p{L}*`,
		).test(clause) &&
		!/next|план/iu.test(heading)
	) {
		found.push('production-environment');
	}

	return found;
}

function methodsOf(clause: string): readonly string[] {
	const named = [...new Set([...clause.matchAll(methodNames)].map(match => match[1] ?? ''))];
	if (named.length > 0) {
		return named;
	}

	return writes.test(clause) ? ['POST', 'PUT', 'PATCH', 'DELETE'] : reads.test(clause) ? ['GET'] : [];
}
