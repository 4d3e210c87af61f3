import {clampTop, type Area} from '../layout.ts';
import type {UiState, World} from '../ui-state.ts';
import {walkContent, walkTitle} from '../views/walk-view.ts';
import {TextScreen} from './text-screen.tsx';

export type WalkScreenProps = {readonly state: UiState; readonly world: World; readonly area: Area};

/** One screen of the guided stages. */
export function WalkScreen({state, world, area}: WalkScreenProps) {
	const {name, spans} = walkTitle(state, world);
	const content = walkContent(state, world, area.width);
	const top = clampTop(state.walk?.top ?? 0, content.length, area.height - 1);
	return <TextScreen name={name} detail={spans} content={content} top={top} area={area} />;
}
