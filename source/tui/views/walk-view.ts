/** The screens of the guided stages as rows, and the title over them. */
import type {Span} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';
import {currentStep, walkthroughNow} from '../walk.ts';
import {aboutText} from '../format.ts';
import {cardContent} from './card-view.ts';
import {checksContent} from './checks-view.ts';
import {findingsContent} from './findings-view.ts';
import type {Content} from './pane-view.ts';
import {contentOf} from './pane-view.ts';
import {secondsLeft, testContent} from './test-view.ts';

/** Rows of which some can be chosen: `choices` are their indexes, top to bottom. */
export type WalkContent = Content & {readonly choices: readonly number[]};

/** The rows of the screen that the walkthrough shows. */
export function walkContent(state: UiState, world: World, width: number): WalkContent {
	switch (state.walk?.screen) {
		case undefined: {
			return {...contentOf([]), choices: []};
		}

		case 'checks': {
			return {...checksContent(state.walk.checks, state, width), choices: []};
		}

		case 'card': {
			return {...cardContent(state.walk, state, world, width), choices: []};
		}

		case 'test': {
			return {...testContent(state, world, width), choices: []};
		}

		case 'findings': {
			return findingsContent(state.walk, state, world, width);
		}
	}
}

/** What stands in the rule over the rows. */
export function walkTitle(
	state: UiState,
	world: World,
): {readonly name: string; readonly spans: readonly Span[]} {
	const {walk} = state;
	const step = currentStep(state, world);
	switch (walk?.screen) {
		case undefined:
		case 'checks': {
			return {name: 'Stage 1 Prepare', spans: []};
		}

		case 'card': {
			return {name: 'Before Stage 2', spans: []};
		}

		case 'test': {
			const {steps, doneCount} = walkthroughNow(world, walk.stageId);
			return {
				name: `Stage 2 Test ${walk.step + 1}/${steps.length}`,
				spans: [
					[`${step?.endpoint.id ?? ''} `, 'strong'],
					[step?.endpoint.title ?? ''],
					[` · ${doneCount}/${steps.length} done`, 'muted'],
					[` · ${aboutText(secondsLeft(state, world))} left`, 'muted'],
				],
			};
		}

		case 'findings': {
			return {name: 'Stage 3 Findings and report', spans: []};
		}
	}
}
