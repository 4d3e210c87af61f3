import type {ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import type {Rule} from '../rule.ts';
import {artifactPlace} from '../test-evidence.ts';

/** Phases that some writers leave out of the total. */
const optional = /^(?:blocked|queued|queue|stalled)$/;
/** Contained in `connect` by HAR, beside `tcp` in ours. */
const handshake = /^(?:ssl|tls|handshake)$/;

/**
 * The rule of HAR 1.2: the phases, without those that did not happen, sum up to the total; ours do, too. Of other
 * writers only phases that together last longer than the whole are a contradiction.
 */
export const timingsDoNotAddUp: Rule = {
	id: 'timings-do-not-add-up',
	proves: 'the phases of a request do not sum up to its duration',
	severity: 'medium',
	circumstantial: false,
	why: 'Phases follow each other: when their sum is not the total, at least one of the figures was not measured.',
	needs: ['artifacts'],
	check: set => artifactsOnce(set).flatMap(artifact => discoveriesIn(artifact)),
};

function discoveriesIn(artifact: ReadArtifact): readonly Discovery[] {
	const {latencyMs, phases} = artifact;
	if (latencyMs === null || phases.size < 2) {
		return [];
	}

	const entries = [...phases];
	const isInConnect = phases.has('connect');
	const sure = sum(
		entries.filter(([name]) => !optional.test(name) && !(isInConnect && handshake.test(name))),
	);
	const most = sum(entries);
	// Every figure may be rounded to a whole millisecond.
	const tolerance = Math.max(1, latencyMs * 0.01) + entries.length * 0.5;
	const isComplete =
		phases.has('send') && phases.has('wait') && (phases.has('receive') || phases.has('download'));
	const isTooLong = sure > latencyMs + tolerance;
	const isTooShort = isComplete && most < latencyMs - tolerance;
	return isTooLong || isTooShort
		? [
				{
					place: artifactPlace(artifact, 'timings'),
					claimed: `${rounded(latencyMs)} ms in all`,
					found: `phases of ${rounded(isTooLong ? sure : most)} ms (${entries.map(([name, value]) => `${name} ${rounded(value)}`).join(', ')})`,
				},
			]
		: [];
}

function sum(entries: ReadonlyArray<readonly [string, number]>): number {
	return entries.reduce((total, [, value]) => total + value, 0);
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}
