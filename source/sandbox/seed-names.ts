/** Fictitious people: half of them in Cyrillic, some with names long enough to test a column's width. */
const people = [
	['Anna', 'Example', null],
	['Пётр', 'Вымышленный', 'Ильич'],
	['Boris', 'Sample', null],
	['Мария', 'Образцова', 'Сергеевна'],
	['Clara', 'Placeholder', null],
	['Ёлка', 'Примерова-Тестовая', null],
	['Daniel', "O'Mock", null],
	['Святослав', 'Несуществующий', 'Константинович'],
	['Eva', 'Fixture', null],
	['Юлия', 'Щербакова-Пример', 'Эдуардовна'],
	['Felix', 'Dummy', null],
	['Жанна', 'Макетова', null],
] as const;

/** The nth fictitious person (any integer from 0). */
export function person(index: number): {name: string; surname: string; middlename: string | null} {
	const [name, surname, middlename] = people[index % people.length] ?? people[0];
	return {name, surname, middlename};
}
