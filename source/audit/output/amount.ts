/** `1 rule`, `2 rules`. */
export function amount(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
