/** What Ink's `render` gives. */
export type Drawn = {unmount(): void; waitUntilExit(): Promise<unknown>};

export type DrawnApp = {
	/** Draws, for the first time or after it was taken off. */
	readonly putOn: () => void;
	/** Takes the app off the screen for a while; its state lives on outside of it. */
	readonly takeOff: () => void;
	/** Ends drawing for good. */
	readonly unmount: () => void;
	/** Settles when drawing has ended for good. */
	readonly left: Promise<void>;
};

/** An app that can leave the screen and come back: with Ink 6, the only clean way is to unmount and to render anew. */
export function createDrawnApp(draw: () => Drawn): DrawnApp {
	let drawn: Drawn | null = null;
	let isOff = false;
	let isOver = false;
	let settle: () => void = () => undefined;
	let fail: (error: unknown) => void = () => undefined;
	const left = new Promise<void>((resolve, reject) => {
		settle = () => {
			isOver = true;
			resolve();
		};
		fail = reject;
	});

	async function follow(current: Drawn): Promise<void> {
		try {
			await current.waitUntilExit();
			if (drawn === current && !isOff) {
				settle();
			}
		} catch (error) {
			isOver = true;
			fail(error);
		}
	}

	return {
		left,
		putOn() {
			if (isOver) {
				return;
			}

			isOff = false;
			drawn = draw();
			void follow(drawn);
		},
		takeOff() {
			isOff = true;
			drawn?.unmount();
		},
		unmount() {
			if (isOff) {
				settle();
			} else {
				drawn?.unmount();
			}
		},
	};
}
