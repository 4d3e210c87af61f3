const cities = [
	'Москва',
	'Санкт-Петербург',
	'Новосибирск',
	'Екатеринбург',
	'Казань',
	'Нижний Новгород',
	'Красноярск',
	'Челябинск',
	'Самара',
	'Уфа',
	'Ростов-на-Дону',
	'Краснодар',
	'Омск',
	'Воронеж',
	'Пермь',
	'Волгоград',
	'Саратов',
	'Тюмень',
	'Тольятти',
	'Барнаул',
	'Ижевск',
	'Махачкала',
	'Хабаровск',
	'Ульяновск',
	'Иркутск',
	'Владивосток',
	'Ярославль',
	'Томск',
	'Кемерово',
	'Новокузнецк',
	'Рязань',
	'Астрахань',
	'Пенза',
	'Липецк',
	'Киров',
	'Чебоксары',
	'Калининград',
	'Тула',
	'Курск',
	'Сочи',
	'Тверь',
	'Иваново',
	'Брянск',
	'Белгород',
	'Владимир',
	'Архангельск',
	'Калуга',
	'Смоленск',
	'Вологда',
	'Мурманск',
	'Псков',
	'Великий Новгород',
	'Петрозаводск',
	'Кострома',
	'Тамбов',
	'Орёл',
	'Абакан',
	'Выборг',
];

const cityLinks = cities
	.map(
		(city, index) =>
			`\t\t\t<li class="city-list__item"><a class="city-list__link" href="/city/${index + 1}" data-city="${index + 1}" rel="nofollow" title="Афиша города ${city}: все билеты">${city}</a></li>`,
	)
	.join('\n');

/**
 * The page for unknown routes: about 12.7 kB with the recorded title (qtickets-api.md §1.5). The wording is our own,
 * and it says what it is, so that nobody takes it for the vendor's.
 */
export const notFoundPage = `<!DOCTYPE html>
<html lang="ru">
<head>
	<meta charset="utf-8">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<meta name="robots" content="noindex, nofollow">
	<title>Страница не найдена 404 – Qtickets</title>
	<style>
		body {margin: 0; font: 16px/1.5 sans-serif; color: #222; background: #fff}
		header, main, footer {max-width: 960px; margin: 0 auto; padding: 24px}
		h1 {font-size: 72px; line-height: 1; margin: 0 0 16px}
		.city-list {columns: 3; list-style: none; padding: 0}
		.city-list__link {color: #004cd8; text-decoration: none}
	</style>
</head>
<body>
	<header><a href="/">Афиша</a></header>
	<main>
		<h1>404</h1>
		<p>По этому адресу ничего нет. Эту страницу отдаёт локальный сервер-песочница: такого маршрута у него нет.</p>
		<p>Проверьте адрес или выберите город:</p>
		<ul class="city-list">
${cityLinks}
		</ul>
	</main>
	<footer><p>Песочница для проверки клиентов API. Это не сайт продавца билетов.</p></footer>
</body>
</html>
`;
