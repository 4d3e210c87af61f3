import {render} from 'ink-testing-library';
import {Table} from 'ink-table';
import {expect, test} from 'vitest';

// The package of this name on the registry is CommonJS and cannot load Ink (packages.md §2); ours is an alias of one that can.
test('the dependency named ink-table draws under an Ink of ES modules', () => {
	const {lastFrame, unmount} = render(<Table data={[{verdict: 'success', tests: 20}]} />);
	expect(lastFrame()).toMatch(/verdict[\s\S]*success/);
	expect(lastFrame()).toMatch(/tests[\s\S]*20/);
	unmount();
});
