/** The request pane as rows: what would be sent, value by value. */
import type {Endpoint, Parameter} from '../../catalog/catalog.ts';
import {Problem} from '../../catalog/problem.ts';
import {variantOf, type Draft} from '../../request/draft.ts';
import {bodyFacts} from '../body-facts.ts';
import {isEdited} from '../draft-edits.ts';
import {bytesText} from '../format.ts';
import {keyOf} from '../key-lookup.ts';
import type {Area} from '../layout.ts';
import {shortened, spansWidth, spread, type Span} from '../spans.ts';
import {
	currentDraft,
	requestTabs,
	selectedEndpoint,
	type RequestTab,
	type UiState,
	type World,
} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';
import {bodyState} from './body-state.ts';
import {bodyRows} from './body-rows.ts';
import {editedBodyView} from './edited-body-view.ts';
import {fieldHint} from './field-hint.ts';
import {contentOf, tabRow, type Content, type PaneView} from './pane-view.ts';
import {filledIn, templateUrl} from './template-url.ts';

/** Columns for names in the tabs of names and values. */
export function nameColumns(width: number): number {
	return Math.max(12, Math.min(24, Math.floor(width * 0.3)));
}

/** The rows of the request pane for an area. */
export function requestView(state: UiState, world: World, area: Area): PaneView {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		const content = contentOf([[['The catalog has no endpoints.', 'muted']]]);
		return {title: [], header: [], tabs: [], content, contentHeight: Math.max(1, area.height - 2)};
	}

	const draft = currentDraft(state, endpoint);
	const header = headerRows(draft, endpoint, {world, width: area.width});
	const contentHeight = Math.max(1, area.height - 2 - header.length);
	const footer = footerRows(state, world, {draft, endpoint}).slice(
		0,
		Math.max(1, Math.floor(contentHeight / 2)),
	);
	return {
		title: [
			[`${endpoint.id} `, 'strong'],
			[endpoint.title],
			...(draft.variant === endpoint.variants[0].name ? [] : [[` ${draft.variant}`, 'caution'] as const]),
			...(endpoint.deprecated ? [[' deprecated', 'caution'] as const] : []),
			...(isEdited(draft, endpoint) ? [[' edited', 'accent'] as const] : []),
		],
		header,
		tabs: tabsOf(draft, endpoint, state.requestTab, area.width),
		content: contentFor({state, world, area, endpoint, draft}),
		contentHeight: Math.max(1, contentHeight - footer.length),
		footer,
	};
}

/** What stays in sight below a scrolled body, and below the values while one of them is edited. */
function footerRows(
	state: UiState,
	world: World,
	{draft, endpoint}: {draft: Draft; endpoint: Endpoint},
): ReadonlyArray<readonly Span[]> {
	if (state.mode.kind === 'field') {
		return [fieldHint(draft, state.mode.target, {endpoint, world})];
	}

	if (state.requestTab !== 'body') {
		return [];
	}

	const edited = editedBodyView(state, world);
	if (edited !== null) {
		return [edited.status, edited.hint];
	}

	const {body} = draft;
	return body === null ? [] : [bodyState(body, bodyFacts(body), {state, world})];
}

type Subject = {
	readonly state: UiState;
	readonly world: World;
	readonly area: Area;
	readonly endpoint: Endpoint;
	readonly draft: Draft;
};

function headerRows(
	draft: Draft,
	endpoint: Endpoint,
	{world, width}: {world: World; width: number},
): ReadonlyArray<readonly Span[]> {
	const variant = variantOf(endpoint, draft.variant);
	return [
		spread(
			[[variant.method, 'strong'], [` ${templateUrl(draft, variant, world)}`]],
			variant.writes ? [['writes', 'caution']] : [],
			width,
		),
	];
}

function tabsOf(draft: Draft, endpoint: Endpoint, active: RequestTab, width: number): readonly Span[] {
	const {body} = draft;
	const counts: Record<RequestTab, string> = {
		path: String(Object.keys(draft.path).length),
		query: String(draft.query.length),
		headers: String(draft.headers.length),
		body: body === null ? '–' : bytesText(Buffer.byteLength(body)),
		variant: endpoint.variants.length > 1 && width >= 70 ? draft.variant : '',
		curl: '',
	};
	const isNarrow = width < 60;
	return tabRow(
		requestTabs.map(tab => {
			const label = `${tab.charAt(0).toUpperCase()}${tab.slice(1)}`;
			const isFilled = !['', '0', '–'].includes(counts[tab]);
			return isNarrow
				? {tab, label: isFilled ? `${label}•` : label, count: ''}
				: {tab, label, count: counts[tab]};
		}),
		active,
	);
}

function contentFor(subject: Subject): Content {
	const {state, draft, endpoint, area} = subject;
	switch (state.requestTab) {
		case 'path': {
			const parameters = variantOf(endpoint, draft.variant).pathParameters;
			return parameters.length === 0
				? hint('The path has no values to fill in.', area)
				: contentOf(
						parameters.map((parameter, index) => [
							cursor(index, state),
							...valueSpans(subject, parameter.name, draft.path[parameter.name] ?? '', parameter),
						]),
						state.requestRow,
					);
		}

		case 'query':
		case 'headers': {
			return pairsContent(subject, state.requestTab);
		}

		case 'body': {
			// While it is written it is drawn by its editor, and need not be read for this.
			const isEdited = state.mode.kind === 'body' || state.mode.kind === 'body-find';
			return isEdited ? contentOf([]) : bodyContent(subject);
		}

		case 'variant': {
			return variantContent(subject);
		}

		case 'curl': {
			return curlContent(subject);
		}
	}
}

function hint(text: string, area: Area): Content {
	return contentOf(wrapText(text, area.width).map(row => [[row, 'muted', 'safe']]));
}

/** The mark before the row that the keys work on; the inverse look alone would need colour. */
function cursor(index: number, {requestRow}: UiState): Span {
	return [index === requestRow ? '› ' : '  ', 'accent'];
}

function valueSpans(
	{world, area}: Subject,
	name: string,
	value: string,
	parameter: Parameter | undefined,
): readonly Span[] {
	const filled = filledIn(value, world.variables());
	const columns = nameColumns(area.width);
	return [
		[name.length < columns ? name.padEnd(columns) : `${name} `, 'accent'],
		[value === '' ? '(empty)' : value, value === '' ? 'muted' : 'plain'],
		...(filled === value ? [] : [[` = ${filled}`, 'ok'] as const]),
		...(parameter?.description === undefined ? [] : [[`  ${parameter.description}`, 'muted'] as const]),
	];
}

function pairsContent(subject: Subject, kind: 'query' | 'headers'): Content {
	const {draft, endpoint, state, area} = subject;
	const parameters = variantOf(endpoint, draft.variant)[kind];
	if (draft[kind].length === 0) {
		const add = keyOf('request.add-row', state);
		return hint(
			kind === 'query'
				? `No query values. ${add} adds one.`
				: `No headers beside those that every request carries (the tab Curl shows all). ${add} adds one.`,
			area,
		);
	}

	return contentOf(
		draft[kind].map(([name, value], index) => [
			cursor(index, state),
			...valueSpans(
				subject,
				name === '' ? '(no name)' : name,
				value,
				parameters.find(known => known.name === name),
			),
		]),
		Math.min(state.requestRow, draft[kind].length - 1),
	);
}

function bodyContent({draft, area, world, state}: Subject): Content {
	const {body} = draft;
	if (body === null) {
		return hint(`No body is sent. ${keyOf('request.edit-row', state)} starts one.`, area);
	}

	return bodyRows(body, world, area.width);
}

function variantContent({draft, endpoint, state, world, area}: Subject): Content {
	const names = Math.max(12, ...endpoint.variants.map(({name}) => name.length + 1));
	const paths = distinctPaths(
		endpoint.variants.map(({server, path}) => `${world.catalog.servers.get(server)?.path ?? '/'}${path}`),
		area.width - names - 4 - 'DELETE '.length,
	);
	return contentOf(
		endpoint.variants.map((variant, index): readonly Span[] => [
			cursor(index, state),
			[variant.name === draft.variant ? '● ' : '  '],
			[variant.name.padEnd(names), 'accent'],
			[`${variant.method} ${paths[index] ?? ''}`],
			...(variant.note === undefined ? [] : [[`  ${variant.note}`, 'muted'] as const]),
		]),
		Math.min(state.requestRow, endpoint.variants.length - 1),
	);
}

/** Paths that do not fit a width lose the folders that all of them share: what differs is what must be seen. */
function distinctPaths(paths: readonly string[], width: number): readonly string[] {
	const [first = ''] = paths;
	if (paths.length < 2 || paths.every(path => path.length <= width)) {
		return paths;
	}

	const segments = first.split('/').slice(0, -1);
	const differing = segments.findIndex((_, at) => {
		const start = `${segments.slice(0, at + 1).join('/')}/`;
		return !paths.every(path => path.startsWith(start));
	});
	const shared = segments.slice(0, differing === -1 ? segments.length : differing).join('/').length;
	return shared === 0 ? paths : paths.map(path => `…${path.slice(shared)}`);
}

function curlContent({draft, area, world, state}: Subject): Content {
	try {
		const curl = world.curlOf(draft);
		const lines = curl.split('\n');
		// A token that is broken in two reads as two: lines are cut here, and whole where the pane has the screen.
		if (!state.isZoomed && lines.some(line => spansWidth([[shortened(line, area.width)]]) > area.width)) {
			const rows = lines.map((line): readonly Span[] => [[line]]);
			return contentOf([
				[[`Lines are cut: ${keyOf('pane.zoom', state)} shows them whole.`, 'muted']],
				...rows,
			]);
		}

		return contentOf(wrapText(curl, area.width).map(row => [[row, 'plain', 'safe']]));
	} catch (error) {
		if (!(error instanceof Problem)) {
			throw error;
		}

		const rows = [error.message, error.next ?? '']
			.filter(Boolean)
			.flatMap(text => wrapText(text, area.width));
		return contentOf(rows.map(row => [[row, 'bad', 'safe']]));
	}
}
