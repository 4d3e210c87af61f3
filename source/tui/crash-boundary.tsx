import {Component, type ReactNode} from 'react';

export type CrashBoundaryProps = {
	readonly children: ReactNode;
	/** Told once; gives the terminal back and says where the journal is. */
	readonly onCrash: (error: unknown) => void;
};

/**
 * Catches what a component throws. Ink's own boundary prints an overview to standard output and the program then ends
 * with code 0.
 */
export class CrashBoundary extends Component<CrashBoundaryProps, {readonly isBroken: boolean}> {
	override readonly state = {isBroken: false};

	static getDerivedStateFromError(): {isBroken: boolean} {
		return {isBroken: true};
	}

	override componentDidCatch(error: unknown): void {
		this.props.onCrash(error);
	}

	override render(): ReactNode {
		return this.state.isBroken ? null : this.props.children;
	}
}
