/** What is asked before a draft is fired that looks half typed. */
import {bodyProblem} from '../request/body-problem.ts';
import type {Draft} from '../request/draft.ts';
import {halfOpenIn} from '../request/half-open.ts';
import {bodyProblemText} from './views/body-state.ts';

export type Doubt = {
	/** What is wrong, in a few words. */
	readonly title: string;
	/** Where, and why. */
	readonly problem: string;
	/** The tab of the request that it is in. */
	readonly tab: 'path' | 'query' | 'headers' | 'body';
};

/** Why a draft should not be fired without a question; `null` where nothing is doubtful. */
export function doubtIn(draft: Draft): Doubt | null {
	const {body, endpointId} = draft;
	const problem = body === null || body === '' ? null : bodyProblem(body);
	if (problem !== null) {
		return notJson(endpointId, bodyProblemText(problem));
	}

	const half = halfOpenIn(draft);
	return half === null
		? null
		: {
				title: `${endpointId} has two braces that open no variable`,
				tab: half.part,
				problem: `${half.where}: ${half.text} would be sent as it stands. A variable is written {{name}}.`,
			};
}

/** The question about a body that is not JSON. */
export function notJson(endpointId: string, problem: string): Doubt {
	return {title: `The body of ${endpointId} is not JSON`, problem, tab: 'body'};
}
