/**
 * The part of the SARIF 2.1.0 schema that readers of our files depend on, as a table: for every object its members, their
 * types, and which are required. A member that is not named here is a fault.
 */
type Shape = {readonly [member: string]: Check};
type Check = (value: unknown, at: string) => string[];

function text(pattern = /./s): Check {
	return (value, at) =>
		typeof value === 'string' && pattern.test(value)
			? []
			: [`${at}: ${JSON.stringify(value)} is no such text`];
}

function oneOf(...values: readonly unknown[]): Check {
	return (value, at) => (values.includes(value) ? [] : [`${at}: ${JSON.stringify(value)} is not allowed`]);
}

function whole(least: number): Check {
	return (value, at) =>
		Number.isInteger(value) && Number(value) >= least ? [] : [`${at}: ${JSON.stringify(value)} is no number`];
}

function list(check: Check, least = 0): Check {
	return (value, at) =>
		Array.isArray(value) && value.length >= least
			? value.flatMap((item, index) => check(item, `${at}/${index}`))
			: [`${at}: no list of at least ${least}`];
}

function object(required: Shape, optional: Shape = {}): Check {
	return (value, at) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			return [`${at}: no object`];
		}

		const shape = {...required, ...optional};
		return [
			...Object.keys(required)
				.filter(key => !(key in value))
				.map(key => `${at}: ${key} is missing`),
			...Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
				shape[key] === undefined ? [`${at}: ${key} is not known`] : shape[key](member, `${at}/${key}`),
			),
		];
	};
}

const any: Check = () => [];
const message = object({text: text()});
const level = oneOf('none', 'note', 'warning', 'error');
const location = object(
	{
		physicalLocation: object(
			// A relative reference of RFC 3986: no scheme, no leading slash, nothing unencoded.
			{
				artifactLocation: object({
					uri: text(/^(?:[\w.~!$&'()*+,;=@-]|%[\dA-F]{2})(?:[\w.~!$&'()*+,;=@/-]|%[\dA-F]{2})*$/),
				}),
			},
			{region: object({startLine: whole(1)})},
		),
	},
	{id: whole(0), logicalLocations: list(object({fullyQualifiedName: text()}, {kind: text()}))},
);
const rule = object(
	{id: text(/^[a-z\d-]+$/), shortDescription: message, help: message},
	{defaultConfiguration: object({level}), properties: any},
);
const result = object(
	{message, ruleId: text(/^[a-z\d-]+$/), level, locations: list(location, 1)},
	{
		ruleIndex: whole(0),
		relatedLocations: list(location),
		partialFingerprints: object({'finding/v1': text(/^[\da-f]{12}$/)}),
		suppressions: list(
			object({kind: oneOf('inSource', 'external')}, {status: oneOf('accepted'), justification: text()}),
		),
		properties: any,
	},
);
const notification = object(
	{message},
	{level, locations: list(location), associatedRule: object({id: text()})},
);

const sarif = object(
	{
		version: oneOf('2.1.0'),
		runs: list(
			object(
				{tool: object({driver: object({name: text()}, {version: text(), rules: list(rule)})})},
				{
					columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
					results: list(result),
					invocations: list(
						object(
							{executionSuccessful: oneOf(true, false)},
							{toolExecutionNotifications: list(notification)},
						),
					),
				},
			),
			1,
		),
	},
	{$schema: text(/sarif-schema-2\.1\.0/)},
);

/** What is wrong with a SARIF file; nothing when it is right. Every result must belong to a rule of its driver. */
export function sarifFaults(log: unknown): string[] {
	const faults = sarif(log, '');
	if (faults.length > 0) {
		return faults;
	}

	type Log = {
		runs: Array<{
			tool: {driver: {rules: Array<{id: string}>}};
			results: Array<{ruleId: string; ruleIndex: number}>;
		}>;
	};
	return (log as Log).runs.flatMap(({tool, results}) =>
		results
			.filter(({ruleId, ruleIndex}) => tool.driver.rules[ruleIndex]?.id !== ruleId)
			.map(({ruleId}) => `${ruleId}: its index leads to another rule`),
	);
}
