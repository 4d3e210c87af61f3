/** What is known of a body's text, found out once a text: every frame asks, and a body can have megabytes. */
import {tryParseJsonText, type JsonNode} from '../catalog/json-text.ts';
import {bodyProblem, type BodyProblem} from '../request/body-problem.ts';
import {jsonStandIn, variablesIn} from '../request/substitute.ts';

export type BodyFacts = {
	/** Where it stops being JSON; `null` where it is JSON. */
	readonly problem: BodyProblem | null;
	/** Its tree, with the offsets of the text; `null` where it is no JSON. */
	readonly root: JsonNode | null;
	/** The variables that it names, each once. */
	readonly variables: readonly string[];
};

/** A text up to this many code units is checked with every key; a longer one when typing rests. */
export const checkedAtOnce = 100_000;

/** Texts that are remembered: the one on screen and those that an undo or two goes back to. */
const remembered = 6;

let known: ReadonlyArray<{readonly text: string; readonly facts: BodyFacts}> = [];

/** The facts of a text that is being typed; `undefined` for a long one that nobody has checked yet. */
export function factsAtOnce(text: string): BodyFacts | undefined {
	return text.length > checkedAtOnce ? known.find(entry => entry.text === text)?.facts : bodyFacts(text);
}

/** The facts of a text, however long that takes: for a megabyte about a fifth of a second, the first time. */
export function bodyFacts(text: string): BodyFacts {
	const found = known.find(entry => entry.text === text);
	if (found !== undefined) {
		return found.facts;
	}

	const problem = text === '' ? null : bodyProblem(text);
	const facts: BodyFacts = {
		problem,
		root: problem === null && text !== '' ? (tryParseJsonText(jsonStandIn(text)) ?? null) : null,
		variables: text.includes('{{') ? variablesIn(text, 'json') : [],
	};
	known = [{text, facts}, ...known].slice(0, remembered);
	return facts;
}

let split: {text: string; lines: readonly string[]} = {text: '', lines: ['']};

/** The lines of a body without their LF, split once a text. */
export function bodyLines(text: string): readonly string[] {
	if (split.text !== text) {
		split = {text, lines: text.split('\n')};
	}

	return split.lines;
}
