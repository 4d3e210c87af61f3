import type {Layout} from './layout.ts';

/** Rows that the answer keeps while a body is written above it: its title, its tabs and its first lines. */
const answerRows = 6;
/** With fewer rows for both, the body keeps what it has. */
const leastRows = 18;

/** The layout while a body is written: the request takes from the response what that can spare. */
export function roomToWrite(layout: Layout): Layout {
	const {request, response} = layout;
	if (request === null || response === null || request.left !== response.left) {
		return layout;
	}

	const rows = request.height + response.height;
	const height = Math.max(request.height, rows - answerRows);
	return rows < leastRows
		? layout
		: {
				...layout,
				request: {...request, height},
				response: {...response, top: request.top + height, height: rows - height},
			};
}
