/** `20261122_153000`, UTC: the time as it stands in names of sessions and files. */
export function compactTime(time: Date): string {
	const digits = time.toISOString().replaceAll(/\D/g, '');
	return `${digits.slice(0, 8)}_${digits.slice(8, 14)}`;
}

/** Name of a session and of its folder (design.md §6): `qtickets_<profile>_run_<YYYYMMDD>_<HHMMSS>`, UTC. */
export function sessionName(profileName: string, start: Date): string {
	return `qtickets_${profileName.replaceAll(/[^\w-]/g, '_')}_run_${compactTime(start)}`;
}
