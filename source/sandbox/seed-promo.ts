import type {State} from './world.ts';

const created = '2025-08-05T09:00:00+03:00';

/** Discounts 41-46 (45 is the documentation's, 44 is deleted) and promo codes 13503-13520. */
export function seedPromo(state: State): void {
	for (const [index, name] of [
		'Ранняя пташка',
		'Students',
		'Пенсионерам',
		'Старая',
		'Весна',
		'Friends',
	].entries()) {
		state.discounts.push({
			id: 41 + index,
			is_active: index === 3 ? 0 : 1,
			name,
			active_from: null,
			active_to: index === 4 ? '2030-06-01T00:00:00+03:00' : null,
			type: 'P',
			eventIds: state.events.filter((_, place) => place % 6 === index).map(event => event.id),
			created_at: created,
			updated_at: created,
			deleted_at: index === 3 ? '2025-09-01T09:00:00+03:00' : null,
		});
	}

	for (let index = 0; index < 18; index++) {
		// The recorded list is not in the order of ids: newer and older ones are mixed (§1.5).
		const place = (index * 7) % 18;
		state.promoCodes.push({
			id: 13_503 + place,
			is_active: place % 9 === 0 ? 0 : 1,
			type: 0,
			discount_id: place === 10 ? 45 : 41 + (place % 6),
			code: place === 10 ? 'SPRING-10' : `EXAMPLE-${place}`,
			max_uses_count: place % 4 === 0 ? 5 : 0,
			active_from: null,
			active_to: place % 3 === 0 ? '2030-12-31T23:59:59+03:00' : null,
			created_at: created,
			updated_at: created,
			deleted_at: place === 17 ? '2025-09-02T09:00:00+03:00' : null,
		});
	}
}
