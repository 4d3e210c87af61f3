/** The shape of a catalog file. Loaded only for a file of the operator's own: the built-in one is checked by a test. */
import * as v from 'valibot';
import {methods, type MaskKind, type ProfileKind} from './catalog.ts';
import {nearestName} from './nearest-name.ts';

const profileKinds = ['sandbox', 'test', 'production'] as const satisfies readonly ProfileKind[];
const contents = ['json', 'html', 'any'] as const;
const jsonTypes = ['string', 'number', 'boolean', 'object', 'array', 'null'] as const;
const maskKinds = [
	'email',
	'phone',
	'name',
	'card',
	'barcode',
	'secret',
	'text',
] as const satisfies readonly MaskKind[];

/** Divides what is wrong from what to do about it, in the messages of this schema. */
export const messageDivider = '\n';

/** What a value is, in the words of a person who writes YAML. */
export function valueName(value: unknown): string {
	if (value === undefined || value === null) {
		return 'nothing';
	}

	if (Array.isArray(value)) {
		return 'a list';
	}

	return typeof value === 'object'
		? 'a map'
		: `${typeof value === 'string' ? 'the text' : `the ${typeof value}`} ${shown(value)}`;
}

function shown(value: unknown): string {
	const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function wanted(what: string): (issue: {readonly input: unknown}) => string {
	return ({input}) => `This must be ${what}, not ${valueName(input)}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const mapWanted = v.custom<Record<string, unknown>>(isRecord, wanted('a map of keys and values'));

/** A map with certain keys: a missing one is named, and so is every unknown one with the nearest valid name. */
function keyed<const Entries extends v.ObjectEntries>(
	entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<Entries, undefined>>> {
	return v.pipe(
		mapWanted,
		v.looseObject(entries, ({expected}) => `The key ${expected} is missing.${messageDivider}Add it.`),
		v.rawCheck(({dataset, addIssue}) => {
			const value = dataset.value as Record<string, unknown>;
			for (const key of Object.keys(value)) {
				if (!Object.hasOwn(entries, key)) {
					const nearest = nearestName(key, Object.keys(entries));
					const advice =
						nearest === undefined
							? `It can be ${Object.keys(entries).join(', ')}.`
							: `Did you mean "${nearest}"?`;
					addIssue({
						message: `The key ${shown(key)} is not known here.${messageDivider}${advice}`,
						path: [{type: 'object', origin: 'key', input: value, key, value: value[key]}],
					});
				}
			}
		}),
	);
}

function mapOf<Value extends v.GenericSchema>(value: Value) {
	return v.pipe(mapWanted, v.record(v.string(), value));
}

function listOf<Item extends v.GenericSchema>(item: Item) {
	return v.array(item, wanted('a list'));
}

function oneOf<const Options extends readonly string[]>(options: Options) {
	return v.picklist(options, ({input}) => {
		const nearest = typeof input === 'string' ? nearestName(input, options) : undefined;
		const advice = nearest === undefined ? `Use one of ${options.join(', ')}.` : `Did you mean "${nearest}"?`;
		return `${valueName(input).replace(/^./, first => first.toUpperCase())} is not one of the values that may stand here.${messageDivider}${advice}`;
	});
}

const text = v.string(wanted('text'));
const title = v.pipe(text, v.trim(), v.nonEmpty('This must not be empty.'));
const truth = v.boolean(wanted('true or false'));
const status = v.pipe(
	v.number(wanted('an HTTP status code')),
	v.integer(wanted('an HTTP status code')),
	v.minValue(100, wanted('an HTTP status code, 100 to 599')),
	v.maxValue(599, wanted('an HTTP status code, 100 to 599')),
);

const namedText = keyed({example: text, description: v.optional(text)});
/** `name: example`, or `name: {example, description}`. */
const namedTexts = mapOf(v.lazy(input => (isRecord(input) ? namedText : text)));

const bodyCheck = keyed({
	path: text,
	equals: v.optional(
		v.union([v.string(), v.number(), v.boolean(), v.null()], wanted('text, a number, true, false or null')),
	),
	type: v.optional(oneOf(jsonTypes)),
});

const expectation = keyed({
	status: v.optional(v.pipe(listOf(status), v.minLength(1, 'This must name a status code.'))),
	content: v.optional(oneOf(contents)),
	body: v.optional(listOf(bodyCheck)),
});

const limitation = keyed({
	status,
	code: v.optional(text),
	content: v.optional(oneOf(['json', 'html'])),
	reason: title,
});

const creation = keyed({what: title, variable: title, removed_by: v.optional(v.nullable(text))});
const removal = keyed({what: title, variable: title});
const rowDelta = v.pipe(
	v.number(wanted('a whole number of rows')),
	v.integer(wanted('a whole number of rows')),
);

const keyedCapture = keyed({
	path: text,
	take: v.optional(oneOf(['value', 'name'])),
	nth: v.optional(
		v.pipe(
			v.number(wanted('a whole number from 1')),
			v.integer(wanted('a whole number from 1')),
			v.minValue(1, wanted('a whole number from 1')),
		),
	),
});
/** `variable: path`, or `variable: {path, take, nth}`. */
const capture = v.lazy(input => (isRecord(input) ? keyedCapture : text));

const bodyText = v.nullable(
	v.string(
		({input}) =>
			`This must be text, not ${valueName(input)}.${messageDivider}Write the exact JSON text as a block: body: |`,
	),
);

const request = {
	server: v.optional(text),
	path_parameters: v.optional(namedTexts),
	query: v.optional(namedTexts),
	headers: v.optional(namedTexts),
	body: v.optional(bodyText),
	writes: v.optional(truth),
	expect: v.optional(expectation),
	limitations: v.optional(listOf(limitation)),
	captures: v.optional(mapOf(capture)),
	creates: v.optional(listOf(creation)),
	removes: v.optional(listOf(removal)),
	row_deltas: v.optional(mapOf(rowDelta)),
};

const variant = keyed({
	note: v.optional(text),
	method: v.optional(oneOf(methods)),
	path: v.optional(text),
	...request,
});

export const endpointSchema = keyed({
	id: title,
	title,
	description: v.optional(text),
	spec_ref: v.optional(text),
	artifact: v.optional(text),
	deprecated: v.optional(truth),
	method: oneOf(methods),
	path: text,
	...request,
	variants: v.optional(mapOf(variant)),
});

const profile = keyed({
	title: v.optional(text),
	kind: oneOf(profileKinds),
	base_url: v.optional(v.nullable(text)),
	hosts: v.optional(listOf(text)),
	variables: v.optional(mapOf(text)),
	masking: v.optional(truth),
});

const section = keyed({
	id: title,
	title,
	server: v.optional(text),
	/** Checked one by one with `endpointSchema`, so that a fault in one does not hide those of another. */
	endpoints: listOf(v.unknown()),
});

export const catalogSchema = keyed({
	name: title,
	title: v.optional(text),
	servers: mapOf(keyed({title: v.optional(text), path: text, token: text})),
	profiles: v.optional(mapOf(profile)),
	variables: v.optional(namedTexts),
	masks: v.optional(mapOf(oneOf(maskKinds))),
	sections: listOf(section),
	stages: v.optional(
		mapOf(keyed({title: v.optional(text), prepare: v.optional(listOf(text)), tests: listOf(text)})),
	),
});

export type NamedTexts = v.InferOutput<typeof namedTexts>;
export type VariantEntry = v.InferOutput<typeof variant>;
export type EndpointEntry = v.InferOutput<typeof endpointSchema>;
export type SectionEntry = v.InferOutput<typeof section>;
/** A catalog file's head: everything but what stands inside its endpoints. */
export type CatalogHead = v.InferOutput<typeof catalogSchema>;
/** The data of a whole catalog file that has been checked. */
export type CatalogFile = Omit<CatalogHead, 'sections'> & {
	sections: Array<Omit<SectionEntry, 'endpoints'> & {endpoints: EndpointEntry[]}>;
};
