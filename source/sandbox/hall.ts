/** Scheme 48: the one hall of the sandbox, used for every event (another `scheme_id` is accepted and shown as sent). */

export type Zone = {
	readonly id: string;
	readonly name: string;
	readonly description: string | null;
	readonly width: number;
	readonly height: number;
	readonly offset: readonly [number, number];
	readonly rows: number;
	readonly places: number;
	/** Quantity of an admission zone, which has the one seat `ZONE-1;1`; `null` for numbered seats. */
	readonly admission: number | null;
};

export type Seat = {
	/** `ZONE-ROW;PLACE`, without a tariff prefix. */
	readonly id: string;
	readonly zone: Zone;
	readonly row: number;
	readonly place: number;
	readonly name: string;
	readonly coords: readonly [number, number];
};

export const scheme = {id: 48, venueId: 120, width: 1000, height: 800} as const;

export const city = {id: 2, name: 'Москва', timezone: 'Europe/Moscow', coords: [55.75, 37.61]} as const;

export const zones: readonly Zone[] = [
	{
		id: 'CENTER_PARTERRE',
		name: 'Партер',
		description: null,
		width: 500,
		height: 550,
		offset: [250, 150],
		rows: 25,
		places: 20,
		admission: null,
	},
	{
		id: 'CENTER_BALCONY',
		name: 'Балкон',
		description: 'Второй ярус',
		width: 500,
		height: 110,
		offset: [250, 690],
		rows: 5,
		places: 20,
		admission: null,
	},
	{
		id: 'FANZONE',
		name: 'Фан-зона',
		description: null,
		width: 300,
		height: 100,
		offset: [350, 20],
		rows: 1,
		places: 1,
		admission: 100,
	},
];

function zoneSeats(zone: Zone): Seat[] {
	return Array.from({length: zone.rows * zone.places}, (_, index) => {
		const row = Math.floor(index / zone.places) + 1;
		const place = (index % zone.places) + 1;
		return {
			id: `${zone.id}-${row};${place}`,
			zone,
			row,
			place,
			name: zone.admission === null ? `${zone.name}: ряд ${row}, место ${place}` : zone.name,
			coords: [zone.offset[0] + place * 22 - 11, zone.offset[1] + row * 22 - 11],
		};
	});
}

/** Every seat by its id, in the order of zones, rows and places. */
export const seats: ReadonlyMap<string, Seat> = new Map(
	zones.flatMap(zoneSeats).map(seat => [seat.id, seat]),
);
