import type {ReadArtifact} from '../audited-set.ts';
import {artifactPlace, testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** The client's time contains the server's and the way there and back. */
export const zeroNetworkTime: Rule = {
	id: 'zero-network-time',
	proves: 'the client took no longer than the server says that it needed itself',
	severity: 'high',
	circumstantial: false,
	why: 'The way over the network takes time, so a latency equal to the server’s own figure was copied from it and not measured.',
	needs: ['artifacts'],
	check(set) {
		const timed = [...testEvidence(set).artifacts.values()].flat().flatMap(artifact => {
			const server = serverTimeOf(artifact);
			const {latencyMs} = artifact;
			return server === null || latencyMs === null || isLocal(artifact)
				? []
				: [{artifact, latencyMs, server}];
		});
		if (timed.length === 0) {
			return notEvaluated('no artifact of a remote server states the server’s own time beside the latency');
		}

		// Below, or equal to the digit.
		return timed
			.filter(({latencyMs, server}) => latencyMs - server.ms < 0.05)
			.map(({artifact, latencyMs, server}) => ({
				place: artifactPlace(artifact, 'latency'),
				subject: artifact.testId ?? artifact.file,
				claimed: `latency ${latencyMs} ms`,
				found: `${server.name}: ${server.text}`,
			}));
	},
};

function serverTimeOf({headers}: ReadArtifact): {name: string; text: string; ms: number} | null {
	const timing = headers?.get('server-timing');
	const total =
		timing === undefined
			? null
			: /(?:^|,)\s{0,3}total\s{0,3};[^,]{0,100}?dur=(\d{1,9}(?:\.\d{1,9})?)/i.exec(timing);
	if (total !== null) {
		return {name: 'server-timing', text: total[0].trim(), ms: Number(total[1])};
	}

	for (const [name, factor] of [
		['x-runtime', 1000],
		['x-response-time', 1],
		['x-response-time-ms', 1],
		['x-request-duration', 1],
	] as const) {
		const text = headers?.get(name)?.trim() ?? '';
		const match = /^(\d{1,9}(?:\.\d{1,9})?)\s{0,2}(ms|s)?$/i.exec(text);
		if (match !== null) {
			const unit = match[2]?.toLowerCase();
			const scale = unit === 'ms' ? 1 : unit === 's' ? 1000 : factor;
			// Without a unit, `0.956` may be seconds and `956` may be anything.
			return unit === undefined && name === 'x-response-time' && !/^\d{2,}/.test(text)
				? null
				: {name, text, ms: Number(match[1]) * scale};
		}
	}

	return null;
}

function isLocal({url}: ReadArtifact): boolean {
	return (
		url !== null &&
		/^https?:\/\/(?:localhost|127\.|\[::1\]|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^/.]+(?::|\/|$))/i.test(
			url,
		)
	);
}
