/** Figures as people read them on screen. Files never use these. */

/** A duration: `0.4 ms`, `12 ms`, `1.23 s`, `2 m 05 s`. */
export function durationText(milliseconds: number): string {
	if (milliseconds < 10) {
		return `${milliseconds.toFixed(1)} ms`;
	}

	if (milliseconds < 1000) {
		return `${Math.round(milliseconds)} ms`;
	}

	return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(2)} s` : minutesText(milliseconds);
}

/** A running time, calm enough to tick: `1.2 s`, `2 m 05 s`. */
export function elapsedText(milliseconds: number): string {
	const time = Math.max(0, milliseconds);
	return time < 60_000 ? `${(Math.floor(time / 100) / 10).toFixed(1)} s` : minutesText(time);
}

function minutesText(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}

/** About how long a person takes, in seconds: `under 1 min`, `about 5 min`. */
export function aboutText(seconds: number): string {
	return seconds < 60 ? 'under 1 min' : `about ${Math.ceil(seconds / 60)} min`;
}

/** A number of bytes: `812 B`, `1.2 kB`, `3.4 MB` (1 kB is 1000 B). */
export function bytesText(bytes: number): string {
	if (bytes < 1000) {
		return `${bytes} B`;
	}

	return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The time of day of an RFC 3339 UTC time: `15:30:12Z`. */
export function timeText(at: string): string {
	return `${at.slice(11, 19)}Z`;
}
