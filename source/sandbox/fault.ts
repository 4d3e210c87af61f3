import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {answerFaults} from './fault-answers.ts';
import {bodyFaults} from './fault-bodies.ts';
import {connectionFaults} from './fault-connections.ts';
import type {Reply} from './reply.ts';

export type FaultContext = {
	readonly socket: Socket;
	readonly response: ServerResponse;
	/** What would have been sent. */
	readonly reply: Reply;
	/** Runs something after some milliseconds, unless the sandbox closes before. */
	readonly later: (milliseconds: number, action: () => void) => void;
};

export type FaultPlan = {
	/** One line for help. */
	readonly about: string;
	/** True when something in front of the API answers, so that the request never takes effect. */
	readonly isInFront: boolean;
	readonly send: (context: FaultContext) => void;
};

const faults = {...connectionFaults, ...answerFaults, ...bodyFaults};

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as readonly FaultName[];

/** A fault for every request, or (`nth`, from 1) for one of them only. */
export type Fault = {readonly name: FaultName; readonly nth: number | null};

/** What a fault does, in one line. */
export function describeFault(name: FaultName): string {
	return faults[name].about;
}

/** The fault's behaviour. */
export function faultPlan(name: FaultName): FaultPlan {
	return faults[name];
}

function distance(from: string, to: string): number {
	let row = Array.from({length: to.length + 1}, (_, index) => index);
	for (let i = 0; i < from.length; i++) {
		const next = [i + 1];
		for (let j = 0; j < to.length; j++) {
			const replaced = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
			next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
}

/**
 * Reads `NAME` (every request) or `NAME@N` (the Nth request only, from 1).
 *
 * @returns the fault, or one sentence that says what is wrong and names the nearest valid name
 */
export function parseFault(text: string): Fault | string {
	const [name = '', nth, ...more] = text.trim().split('@');
	const known = faultNames.find(candidate => candidate === name.toLowerCase());
	if (known === undefined) {
		const typed = name.slice(0, 60).toLowerCase();
		const [closest = ''] = faultNames.toSorted(
			(first, second) => distance(typed, first) - distance(typed, second),
		);
		const begun = typed === '' ? undefined : faultNames.find(candidate => candidate.startsWith(typed));
		const nearest = begun ?? closest;
		return `"${name}" is no fault; did you mean ${nearest}?`;
	}

	if (more.length > 0 || (nth !== undefined && !/^[1-9]\d{0,8}$/.test(nth))) {
		return `"${text}" is no fault: write ${known}, or ${known}@3 for the third request only`;
	}

	return {name: known, nth: nth === undefined ? null : Number(nth)};
}
