/**
 * Every key of the explorer, in one table. What resolves keys, the footer, the help screen, the readme's table and the
 * tests all read it; nothing else compares key names.
 */
import * as bodyGuards from './body-guards.ts';
import * as guards from './key-guards.ts';
import type {Phase} from '../session/walkthrough.ts';
import type {Mode, UiState, World} from './ui-state.ts';
import type {WalkScreen} from './walk.ts';
import * as readingGuards from './reading/reading-guards.ts';
import * as walkGuards from './walk-guards.ts';

/**
 * Where a key works: in a pane while browsing, in every pane (`app`), always, in one mode, on one screen of the guided
 * stages or on all of them (`walk`), or while the test on screen is in one phase.
 */
export type Scope =
	| 'always'
	| 'app'
	| 'text'
	| 'list'
	| 'request'
	| 'response'
	| ReadingScope
	| 'session'
	| WalkScreen
	| Phase
	| Exclude<Mode['kind'], 'browse'>;

/** Nearer than the response pane: its body, a tree, its attempts, any tab but the body, what was found or filtered. */
type ReadingScope = 'answer' | 'tree' | 'attempts' | 'rows' | 'found' | 'narrowed';

export type Binding = {
	/** Stable name of the command. */
	readonly id: string;
	/** Names such as `enter`, `shift+tab`, `ctrl+c`; a single character stands for itself. */
	readonly keys: readonly string[];
	readonly scope: Scope;
	/** One or two words, for the footer; `null` keeps the key out of it. */
	readonly label: string | null;
	/** One phrase for the help screen and the readme. */
	readonly help: string;
	/** Why the key does nothing now; `null` when it works. */
	readonly disabledReason?: (state: UiState, world: World) => string | null;
};

const upKeys = ['up', 'k'] as const;
const downKeys = ['down', 'j'] as const;

/** The table. Within a scope the order is that of the footer. */
// prettier-ignore
export const keymap = [
	{id: 'list.fire', keys: ['enter'], scope: 'list', label: 'fire', help: 'fire the selected request', disabledReason: guards.cannotFire},
	{id: 'list.up', keys: upKeys, scope: 'list', label: null, help: 'one endpoint up'},
	{id: 'list.down', keys: downKeys, scope: 'list', label: null, help: 'one endpoint down'},
	{id: 'list.page-up', keys: ['pageup'], scope: 'list', label: null, help: 'one page up'},
	{id: 'list.page-down', keys: ['pagedown'], scope: 'list', label: null, help: 'one page down'},
	{id: 'list.first', keys: ['home', 'g'], scope: 'list', label: null, help: 'to the first endpoint'},
	{id: 'list.last', keys: ['end', 'G'], scope: 'list', label: null, help: 'to the last endpoint'},
	{id: 'list.previous-section', keys: ['{'], scope: 'list', label: null, help: 'to the section before'},
	{id: 'list.next-section', keys: ['}'], scope: 'list', label: null, help: 'to the next section'},
	{id: 'list.open', keys: ['right', 'l'], scope: 'list', label: null, help: 'to the request of the selected endpoint'},

	{id: 'request.edit-row', keys: ['enter'], scope: 'request', label: 'edit', help: 'edit the selected value; edit or start the body; choose the selected variant', disabledReason: guards.nothingToEdit},
	{id: 'request.up', keys: upKeys, scope: 'request', label: null, help: 'one row up'},
	{id: 'request.down', keys: downKeys, scope: 'request', label: null, help: 'one row down'},
	{id: 'request.page-up', keys: ['pageup'], scope: 'request', label: null, help: 'one page up'},
	{id: 'request.page-down', keys: ['pagedown'], scope: 'request', label: null, help: 'one page down'},
	{id: 'request.previous-tab', keys: ['left', 'h', '['], scope: 'request', label: null, help: 'previous tab of the request'},
	{id: 'request.next-tab', keys: ['right', 'l', ']'], scope: 'request', label: 'tab', help: 'next tab of the request'},
	{id: 'request.add-row', keys: ['a'], scope: 'request', label: 'add', help: 'add a query value or a header', disabledReason: guards.notPairs},
	{id: 'request.delete-row', keys: ['d'], scope: 'request', label: 'delete', help: 'delete the query value or header; send no body', disabledReason: guards.nothingToDelete},

	{id: 'request.outside', keys: ['o'], scope: 'request', label: '$EDITOR', help: 'edit the body in the program that VISUAL or EDITOR names', disabledReason: bodyGuards.cannotOpenOutside},
	{id: 'request.format', keys: ['t'], scope: 'request', label: 'format', help: 'format the body', disabledReason: bodyGuards.noBody},

	{id: 'found.next', keys: ['n'], scope: 'found', label: 'next', help: 'to the next match'},
	{id: 'found.previous', keys: ['N'], scope: 'found', label: 'previous', help: 'to the match before'},
	{id: 'answer.clear', keys: ['escape'], scope: 'narrowed', label: 'end', help: 'end the search; then the filter: the whole body again'},
	{id: 'tree.fold', keys: ['enter', 'space'], scope: 'tree', label: 'fold', help: 'fold the object or array under the cursor, or open it'},
	{id: 'tree.open-all', keys: ['+', '='], scope: 'tree', label: null, help: 'open everything'},
	{id: 'tree.fold-all', keys: ['-'], scope: 'tree', label: null, help: 'fold everything but the first level; opening then goes one level at a time'},
	{id: 'answer.form', keys: ['t'], scope: 'answer', label: 'view', help: 'next view of the body: tree, pretty, raw, hex', disabledReason: readingGuards.noBody},
	{id: 'answer.search', keys: ['/'], scope: 'answer', label: 'search', help: 'search the body', disabledReason: readingGuards.noBody},
	{id: 'answer.narrow', keys: ['F', '|'], scope: 'answer', label: 'filter', help: 'filter the body by JSONPath ($…) or jq', disabledReason: readingGuards.noText},
	{id: 'answer.copy', keys: ['y'], scope: 'answer', label: 'copy', help: 'copy the value, line, body, path or curl line', disabledReason: readingGuards.noBody},
	{id: 'answer.save', keys: ['S'], scope: 'answer', label: 'save', help: 'save the body to a file; masked unless the profile is a sandbox', disabledReason: readingGuards.noBody},
	{id: 'answer.diff', keys: ['D'], scope: 'answer', label: 'diff', help: 'compare this attempt with the one before, or with the one chosen among the attempts', disabledReason: readingGuards.oneAttempt},
	{id: 'attempts.choose', keys: ['space'], scope: 'attempts', label: 'choose', help: 'choose the attempt to compare another one with; once more: let go of it', disabledReason: readingGuards.oneAttempt},
	{id: 'attempts.diff', keys: ['D'], scope: 'attempts', label: 'diff', help: 'compare the selected attempt with the chosen one, or with the one before', disabledReason: readingGuards.oneAttempt},
	{id: 'rows.search', keys: ['/'], scope: 'rows', label: 'search', help: 'search what the tab shows'},

	{id: 'response.choose', keys: ['enter'], scope: 'response', label: 'show', help: 'show the selected attempt (tab Attempts)', disabledReason: guards.notAttempts},
	{id: 'response.up', keys: upKeys, scope: 'response', label: null, help: 'one row up'},
	{id: 'response.down', keys: downKeys, scope: 'response', label: null, help: 'one row down'},
	{id: 'response.page-up', keys: ['pageup'], scope: 'response', label: null, help: 'one page up'},
	{id: 'response.page-down', keys: ['pagedown', 'space'], scope: 'response', label: null, help: 'one page down'},
	{id: 'response.first', keys: ['home', 'g'], scope: 'response', label: null, help: 'to the first row'},
	{id: 'response.last', keys: ['end', 'G'], scope: 'response', label: null, help: 'to the last row'},
	{id: 'response.left', keys: ['left', 'h'], scope: 'response', label: null, help: 'scroll to the left'},
	{id: 'response.right', keys: ['right', 'l'], scope: 'response', label: null, help: 'scroll to the right'},
	{id: 'response.previous-tab', keys: ['['], scope: 'response', label: null, help: 'previous tab of the response'},
	{id: 'response.next-tab', keys: [']'], scope: 'response', label: 'tab', help: 'next tab of the response'},

	{id: 'session.open', keys: ['enter'], scope: 'session', label: 'open', help: 'to the endpoint and the answer of the selected row', disabledReason: guards.noRow},
	{id: 'session.next-outcome', keys: ['right', 'l', ']'], scope: 'session', label: 'verdict', help: 'only rows with the next verdict: all, success, limitation, failure, no-response, unknown, not run'},
	{id: 'session.previous-outcome', keys: ['left', 'h', '['], scope: 'session', label: null, help: 'only rows with the verdict before'},
	{id: 'session.up', keys: upKeys, scope: 'session', label: null, help: 'one row up'},
	{id: 'session.down', keys: downKeys, scope: 'session', label: null, help: 'one row down'},
	{id: 'session.page-up', keys: ['pageup'], scope: 'session', label: null, help: 'one page up'},
	{id: 'session.page-down', keys: ['pagedown', 'space'], scope: 'session', label: null, help: 'one page down'},
	{id: 'session.first', keys: ['home', 'g'], scope: 'session', label: null, help: 'to the first row'},
	{id: 'session.last', keys: ['end', 'G'], scope: 'session', label: null, help: 'to the last row'},

	{id: 'request.fire', keys: ['f'], scope: 'app', label: 'fire', help: 'fire the selected request, from any pane', disabledReason: guards.cannotFire},
	{id: 'app.unlock', keys: ['u'], scope: 'app', label: 'unlock', help: 'let writes go to the production host (asks for its name)', disabledReason: guards.nothingToUnlock},
	{id: 'request.cancel', keys: ['x'], scope: 'app', label: 'cancel', help: 'cancel the request in flight of the selected endpoint', disabledReason: guards.nothingInFlight},
	{id: 'app.filter', keys: ['/'], scope: 'app', label: 'filter', help: 'filter the list by id, title, method or path'},
	{id: 'request.edit', keys: ['e'], scope: 'app', label: 'edit', help: 'edit the request: the selected value, or the body in its tab; where there is none, the first value'},
	{id: 'mark.open', keys: ['m'], scope: 'app', label: 'mark', help: 'mark the attempt on screen: pass, limitation, fail, blocked or skipped', disabledReason: guards.cannotMark},
	{id: 'note.open', keys: ['n'], scope: 'app', label: 'note', help: 'write a note on the endpoint', disabledReason: guards.cannotNote},
	{id: 'note.open-session', keys: ['N'], scope: 'app', label: null, help: 'write a note on the whole session', disabledReason: guards.readOnly},
	{id: 'walk.open', keys: ['s'], scope: 'app', label: 'stages', help: 'the guided stages: checks, the mandatory tests, findings and report; goes on where it was left', disabledReason: walkGuards.noStage},
	{id: 'app.export', keys: ['w', 'E'], scope: 'app', label: 'export', help: 'write the evidence set and show what was written', disabledReason: guards.nothingToExport},
	{id: 'app.quit', keys: ['q'], scope: 'app', label: 'leave', help: 'leave; everything is on disk already. Press it twice while requests are in flight'},
	{id: 'app.suspend', keys: ['ctrl+z'], scope: 'app', label: null, help: 'suspend; `fg` in the shell comes back. Not while text is typed'},
	{id: 'request.variant', keys: ['v'], scope: 'app', label: 'variant', help: 'next variant of the request (documented, reported, …)', disabledReason: guards.onlyOneVariant},
	{id: 'pane.next', keys: ['tab'], scope: 'app', label: 'pane', help: 'next pane'},
	{id: 'pane.previous', keys: ['shift+tab'], scope: 'app', label: null, help: 'previous pane'},
	{id: 'pane.list', keys: ['1'], scope: 'app', label: null, help: 'to the list of endpoints'},
	{id: 'pane.request', keys: ['2'], scope: 'app', label: null, help: 'to the request'},
	{id: 'pane.response', keys: ['3'], scope: 'app', label: null, help: 'to the response'},
	{id: 'pane.session', keys: ['4'], scope: 'app', label: null, help: 'to the session: results, totals, last events'},
	{id: 'pane.zoom', keys: ['z'], scope: 'app', label: null, help: 'give the whole screen to the pane, or take it back'},
	{id: 'request.curl', keys: ['c'], scope: 'app', label: 'curl', help: 'show the curl line of what would be sent'},
	{id: 'request.body', keys: ['b'], scope: 'app', label: null, help: 'show the body of the request'},
	{id: 'request.reset', keys: ['r'], scope: 'app', label: null, help: 'back to the example of the catalog; once more: back to what was typed', disabledReason: guards.nothingToReset},
	{id: 'app.back', keys: ['escape'], scope: 'app', label: null, help: 'one step back: latest attempt, all panes, whole list'},
	{id: 'app.palette', keys: [':', 'ctrl+p'], scope: 'app', label: 'find', help: 'find anything: endpoints, commands, settings, help'},
	{id: 'app.help', keys: ['?'], scope: 'app', label: 'help', help: 'every key, and what the words mean'},

	{id: 'filter.keep', keys: ['enter'], scope: 'filter', label: 'keep', help: 'keep the filter and go to the list'},
	{id: 'filter.clear', keys: ['escape'], scope: 'filter', label: 'clear', help: 'clear the filter'},
	{id: 'filter.up', keys: ['up'], scope: 'filter', label: null, help: 'one endpoint up while typing'},
	{id: 'filter.down', keys: ['down'], scope: 'filter', label: 'select', help: 'one endpoint down while typing'},

	{id: 'session-filter.keep', keys: ['enter'], scope: 'session-filter', label: 'keep', help: 'keep the filter and go to the rows'},
	{id: 'session-filter.clear', keys: ['escape'], scope: 'session-filter', label: 'clear', help: 'clear the filter'},
	{id: 'session-filter.up', keys: ['up'], scope: 'session-filter', label: null, help: 'one row up while typing'},
	{id: 'session-filter.down', keys: ['down'], scope: 'session-filter', label: 'select', help: 'one row down while typing'},

	{id: 'field.done', keys: ['enter'], scope: 'field', label: 'done', help: 'done with this value'},
	{id: 'field.next', keys: ['tab'], scope: 'field', label: 'next value', help: 'on to the next value'},
	{id: 'field.previous', keys: ['shift+tab'], scope: 'field', label: null, help: 'back to the value before'},
	{id: 'field.leave', keys: ['escape'], scope: 'field', label: 'leave (text is kept)', help: 'leave the value; its text is kept'},

	{id: 'body.leave', keys: ['escape'], scope: 'body', label: 'leave (text is kept)', help: 'leave the body; its text is kept'},
	{id: 'body.format', keys: ['ctrl+t'], scope: 'body', label: 'format', help: 'format the body: every digit and every {{variable}} stays as it is'},
	{id: 'body.find', keys: ['ctrl+f'], scope: 'body', label: 'find', help: 'find text in the body'},
	{id: 'body.outside', keys: ['ctrl+o'], scope: 'body', label: '$EDITOR', help: 'edit the body in the program that VISUAL or EDITOR names'},
	{id: 'body.fault', keys: ['ctrl+g'], scope: 'body', label: 'fault', help: 'to the place where the body stops being JSON', disabledReason: bodyGuards.noFault},
	{id: 'body.example', keys: ['ctrl+r'], scope: 'body', label: null, help: 'back to the example of the catalog; undo brings back what was typed'},
	{id: 'body.complete', keys: ['tab'], scope: 'body', label: null, help: 'complete a key of the example or a {{variable}}; elsewhere: indent'},

	{id: 'body-find.next', keys: ['enter', 'down'], scope: 'body-find', label: 'next', help: 'to the next place'},
	{id: 'body-find.previous', keys: ['up'], scope: 'body-find', label: 'previous', help: 'to the place before'},
	{id: 'body-find.leave', keys: ['escape'], scope: 'body-find', label: 'back to the body', help: 'back to the body, at the place that was found'},

	{id: 'text.undo', keys: ['ctrl+z', 'ctrl+_'], scope: 'text', label: null, help: 'undo, also what was typed before the text was left'},
	{id: 'text.redo', keys: ['ctrl+y'], scope: 'text', label: null, help: 'redo'},
	{id: 'text.word-left', keys: ['alt+b', 'ctrl+left', 'alt+left'], scope: 'text', label: null, help: 'one word to the left'},
	{id: 'text.word-right', keys: ['alt+f', 'ctrl+right', 'alt+right'], scope: 'text', label: null, help: 'one word to the right'},
	{id: 'text.line-start', keys: ['ctrl+a'], scope: 'text', label: null, help: 'to the start of the line, as Home'},
	{id: 'text.line-end', keys: ['ctrl+e'], scope: 'text', label: null, help: 'to the end of the line, as End'},
	{id: 'text.start', keys: ['ctrl+home'], scope: 'text', label: null, help: 'to the start of the text'},
	{id: 'text.end', keys: ['ctrl+end'], scope: 'text', label: null, help: 'to the end of the text'},
	{id: 'text.erase', keys: ['ctrl+d'], scope: 'text', label: null, help: 'erase the character under the cursor, as Delete'},
	{id: 'text.cut-word-back', keys: ['ctrl+w', 'alt+backspace', 'ctrl+backspace'], scope: 'text', label: null, help: 'cut the word before the cursor'},
	{id: 'text.cut-word', keys: ['alt+d'], scope: 'text', label: null, help: 'cut the word after the cursor'},
	{id: 'text.cut-line-back', keys: ['ctrl+u'], scope: 'text', label: null, help: 'cut to the start of the line'},
	{id: 'text.cut-line', keys: ['ctrl+k'], scope: 'text', label: null, help: 'cut to the end of the line; at its end, the line break'},
	{id: 'text.put', keys: ['alt+y'], scope: 'text', label: null, help: 'put in what was cut last'},

	{id: 'search.keep', keys: ['enter'], scope: 'search', label: 'keep', help: 'keep the search, to go from match to match'},
	{id: 'search.leave', keys: ['escape'], scope: 'search', label: 'leave', help: 'leave; the cursor goes back'},
	{id: 'search.next', keys: ['down'], scope: 'search', label: 'next', help: 'to the next match while typing'},
	{id: 'search.previous', keys: ['up'], scope: 'search', label: null, help: 'to the match before while typing'},

	{id: 'narrow.apply', keys: ['enter'], scope: 'narrow', label: 'filter', help: 'filter the body; an empty line shows the whole'},
	{id: 'narrow.leave', keys: ['escape'], scope: 'narrow', label: 'leave', help: 'leave; nothing changes'},

	{id: 'copy.value', keys: ['v', 'y', 'enter'], scope: 'copy', label: null, help: 'the value under the cursor'},
	{id: 'copy.line', keys: ['l'], scope: 'copy', label: null, help: 'the line under the cursor'},
	{id: 'copy.body', keys: ['b'], scope: 'copy', label: null, help: 'the whole body, or what the filter gives'},
	{id: 'copy.path', keys: ['p'], scope: 'copy', label: null, help: 'the JSONPath of the value under the cursor'},
	{id: 'copy.curl', keys: ['c'], scope: 'copy', label: null, help: 'the curl line of the request as it would be sent now'},
	{id: 'copy.leave', keys: ['escape'], scope: 'copy', label: 'leave', help: 'leave; nothing is copied'},

	{id: 'save.write', keys: ['enter'], scope: 'save', label: 'save', help: 'save; asks before it writes over a file'},
	{id: 'save.leave', keys: ['escape'], scope: 'save', label: 'leave', help: 'leave; nothing is saved'},

	{id: 'save-over.write', keys: ['y'], scope: 'save-over', label: 'write over it', help: 'write over the file'},
	{id: 'save-over.leave', keys: ['escape', 'n'], scope: 'save-over', label: 'another name', help: 'back to the name; the file is not touched'},

	{id: 'diff.up', keys: upKeys, scope: 'diff', label: null, help: 'one row up'},
	{id: 'diff.down', keys: downKeys, scope: 'diff', label: 'scroll', help: 'one row down'},
	{id: 'diff.page-up', keys: ['pageup'], scope: 'diff', label: null, help: 'one page up'},
	{id: 'diff.page-down', keys: ['pagedown', 'space'], scope: 'diff', label: 'page', help: 'one page down'},
	{id: 'diff.first', keys: ['home', 'g'], scope: 'diff', label: null, help: 'to the first row'},
	{id: 'diff.last', keys: ['end', 'G'], scope: 'diff', label: null, help: 'to the last row'},
	{id: 'diff.left', keys: ['left', 'h'], scope: 'diff', label: null, help: 'scroll to the left'},
	{id: 'diff.right', keys: ['right', 'l'], scope: 'diff', label: null, help: 'scroll to the right'},
	{id: 'diff.close', keys: ['escape', 'q', 'D'], scope: 'diff', label: 'close', help: 'close the comparison'},
	{id: 'diff.help', keys: ['?'], scope: 'diff', label: 'help', help: 'every key, and what the words mean; closing it leads back to the comparison'},

	{id: 'mark.pass', keys: ['p'], scope: 'mark', label: null, help: 'pass'},
	{id: 'mark.limitation', keys: ['l'], scope: 'mark', label: null, help: 'limitation'},
	{id: 'mark.fail', keys: ['f'], scope: 'mark', label: null, help: 'fail'},
	{id: 'mark.blocked', keys: ['b'], scope: 'mark', label: null, help: 'blocked'},
	{id: 'mark.skipped', keys: ['s'], scope: 'mark', label: null, help: 'skipped'},
	{id: 'mark.clear', keys: ['c'], scope: 'mark', label: null, help: 'take the mark back'},
	{id: 'mark.note', keys: ['n'], scope: 'mark', label: null, help: 'says how a note is written: choose the mark, then type it'},
	{id: 'mark.leave', keys: ['escape'], scope: 'mark', label: 'leave', help: 'leave without marking'},

	{id: 'mark.save', keys: ['enter'], scope: 'mark-note', label: 'save the mark', help: 'save the mark with its note'},
	{id: 'mark.back', keys: ['escape'], scope: 'mark-note', label: 'leave without marking', help: 'leave without marking; what was typed is there the next time'},

	{id: 'note.save', keys: ['enter'], scope: 'note', label: 'save the note', help: 'save the note'},
	{id: 'note.leave', keys: ['escape'], scope: 'note', label: 'leave without saving', help: 'leave without saving; what was typed is there the next time'},

	{id: 'checks.go', keys: ['enter'], scope: 'checks', label: 'go on', help: 'go on to Stage 2; asks for a reason when a check is blocked', disabledReason: walkGuards.stillChecking},
	{id: 'checks.again', keys: ['r'], scope: 'checks', label: 'check again', help: 'run all checks again', disabledReason: walkGuards.stillChecking},

	{id: 'card.begin', keys: ['enter'], scope: 'card', label: 'begin', help: 'begin Stage 2; asks for the host name where that is production', disabledReason: guards.readOnly},
	{id: 'card.back', keys: ['left', '['], scope: 'card', label: 'back', help: 'back to the checks'},

	{id: 'test.fire', keys: ['enter'], scope: 'to-fire', label: 'fire', help: 'fire the request of the test', disabledReason: walkGuards.notRested},
	{id: 'test.cancel', keys: ['x'], scope: 'in-flight', label: 'cancel', help: 'cancel the request in flight', disabledReason: guards.nothingInFlight},
	{id: 'test.accept', keys: ['enter'], scope: 'to-mark', label: 'accept', help: 'accept the suggested mark and go on', disabledReason: walkGuards.notRested},
	{id: 'test.next', keys: ['enter'], scope: 'done', label: 'go on', help: 'go on to the next test that is not done'},
	{id: 'test.pass', keys: ['p'], scope: 'test', label: 'pass', help: 'mark pass, with a note', disabledReason: walkGuards.nothingToJudge},
	{id: 'test.limitation', keys: ['l'], scope: 'test', label: 'limitation', help: 'mark limitation, with a note', disabledReason: walkGuards.nothingToJudge},
	{id: 'test.fail', keys: ['f'], scope: 'test', label: 'fail', help: 'mark fail, with a note', disabledReason: walkGuards.nothingToJudge},
	{id: 'test.blocked', keys: ['b'], scope: 'test', label: 'blocked', help: 'mark blocked, with a note', disabledReason: walkGuards.underWay},
	{id: 'test.skip', keys: ['s'], scope: 'test', label: 'skip', help: 'skip the test; asks for the reason', disabledReason: walkGuards.underWay},
	{id: 'test.repeat', keys: ['r'], scope: 'test', label: 'repeat', help: 'fire once more', disabledReason: walkGuards.cannotRepeat},
	{id: 'test.note', keys: ['n'], scope: 'test', label: 'note', help: 'write a note on the endpoint', disabledReason: guards.readOnly},
	{id: 'test.edit', keys: ['e'], scope: 'test', label: 'edit', help: 'edit the request in the explorer; one step back leads here again', disabledReason: walkGuards.underWay},
	{id: 'test.variant', keys: ['v'], scope: 'test', label: 'variant', help: 'next variant of the request (documented, reported, …)', disabledReason: guards.onlyOneVariant},
	{id: 'test.back', keys: ['left', '['], scope: 'test', label: 'back', help: 'back to the test before'},
	{id: 'test.forward', keys: ['right', ']'], scope: 'test', label: null, help: 'look at the test after this one'},
	{id: 'test.report', keys: ['w'], scope: 'test', label: 'report', help: 'on to Stage 3, also when tests are not done'},

	{id: 'findings.export', keys: ['enter', 'w'], scope: 'findings', label: 'export', help: 'write the evidence set and show what was written', disabledReason: guards.nothingToExport},
	{id: 'findings.note', keys: ['n'], scope: 'findings', label: 'add a note', help: 'add a note of your own to the findings', disabledReason: guards.readOnly},
	{id: 'findings.edit', keys: ['e'], scope: 'findings', label: 'edit', help: 'edit the selected note', disabledReason: walkGuards.noNoteSelected},
	{id: 'findings.remove', keys: ['d'], scope: 'findings', label: 'remove', help: 'remove the selected note from the report; it stays in the journal', disabledReason: walkGuards.noNoteSelected},
	{id: 'findings.clean', keys: ['c'], scope: 'findings', label: 'clean up', help: 'fire the request that removes what was created and is still there', disabledReason: walkGuards.nothingToClean},
	{id: 'findings.back', keys: ['left', '['], scope: 'findings', label: 'back', help: 'back to the tests'},

	{id: 'walk.up', keys: upKeys, scope: 'walk', label: null, help: 'one row up'},
	{id: 'walk.down', keys: downKeys, scope: 'walk', label: 'scroll', help: 'one row down'},
	{id: 'walk.page-up', keys: ['pageup'], scope: 'walk', label: null, help: 'one page up'},
	{id: 'walk.page-down', keys: ['pagedown', 'space'], scope: 'walk', label: null, help: 'one page down'},
	{id: 'walk.leave', keys: ['escape', 'q'], scope: 'walk', label: 'explorer', help: 'to the explorer; the stages wait at the same place'},
	{id: 'walk.palette', keys: [':', 'ctrl+p'], scope: 'walk', label: 'find', help: 'find anything: endpoints, commands, settings, help'},
	{id: 'walk.suspend', keys: ['ctrl+z'], scope: 'walk', label: null, help: 'suspend; `fg` in the shell comes back'},
	{id: 'walk.help', keys: ['?'], scope: 'walk', label: 'help', help: 'every key, and what the words mean'},

	{id: 'reason.give', keys: ['enter'], scope: 'reason', label: 'go on', help: 'go on with this reason'},
	{id: 'reason.leave', keys: ['escape'], scope: 'reason', label: 'leave', help: 'leave; nothing is done'},

	{id: 'missing.example', keys: ['x'], scope: 'missing', label: 'use the example', help: 'fire with the example value of the catalog'},
	{id: 'missing.enter', keys: ['v', 'enter'], scope: 'missing', label: 'enter a value', help: 'enter a value of your own'},
	{id: 'missing.giver', keys: ['g'], scope: 'missing', label: 'its test', help: 'go to the test that gives the value, to fire it once more', disabledReason: walkGuards.noGiver},
	{id: 'missing.block', keys: ['b'], scope: 'missing', label: 'mark blocked', help: 'mark the test blocked'},
	{id: 'missing.leave', keys: ['escape'], scope: 'missing', label: 'leave', help: 'leave; nothing is sent'},

	{id: 'variable.set', keys: ['enter'], scope: 'variable', label: 'use it', help: 'use this value in this session'},
	{id: 'variable.leave', keys: ['escape'], scope: 'variable', label: 'leave', help: 'leave; nothing is set'},

	{id: 'unlock.try', keys: ['enter'], scope: 'unlock', label: 'unlock writes', help: 'unlock writes when the name is right'},
	{id: 'unlock.leave', keys: ['escape'], scope: 'unlock', label: 'leave', help: 'leave; nothing is sent'},

	{id: 'invalid.send', keys: ['y'], scope: 'send-invalid', label: 'send it as typed', help: 'send the request as it was typed'},
	{id: 'invalid.edit', keys: ['escape', 'n', 'e'], scope: 'send-invalid', label: 'back to it', help: 'back to what was typed; nothing is sent'},

	{id: 'help.run', keys: ['enter'], scope: 'help', label: 'run', help: 'do what the selected row says, where you came from'},
	{id: 'help.search', keys: ['/'], scope: 'help', label: 'search', help: 'search the help'},
	{id: 'help.up', keys: upKeys, scope: 'help', label: null, help: 'one entry up'},
	{id: 'help.down', keys: downKeys, scope: 'help', label: 'select', help: 'one entry down'},
	{id: 'help.page-up', keys: ['pageup'], scope: 'help', label: null, help: 'one page up'},
	{id: 'help.page-down', keys: ['pagedown', 'space'], scope: 'help', label: 'page', help: 'one page down'},
	{id: 'help.first', keys: ['home', 'g'], scope: 'help', label: null, help: 'to the first entry'},
	{id: 'help.last', keys: ['end', 'G'], scope: 'help', label: null, help: 'to the last entry'},
	{id: 'help.close', keys: ['escape', 'q', '?'], scope: 'help', label: 'close', help: 'close the help'},

	{id: 'export.up', keys: upKeys, scope: 'export', label: null, help: 'one row up'},
	{id: 'export.down', keys: downKeys, scope: 'export', label: 'scroll', help: 'one row down'},
	{id: 'export.page-up', keys: ['pageup'], scope: 'export', label: null, help: 'one page up'},
	{id: 'export.page-down', keys: ['pagedown', 'space'], scope: 'export', label: 'page', help: 'one page down'},
	{id: 'export.close', keys: ['escape', 'q', 'enter'], scope: 'export', label: 'back', help: 'back to the explorer'},

	{id: 'help-search.keep', keys: ['enter'], scope: 'help-search', label: 'keep', help: 'keep the search and go to its entries'},
	{id: 'help-search.clear', keys: ['escape'], scope: 'help-search', label: 'clear', help: 'clear the search'},
	{id: 'help-search.up', keys: ['up'], scope: 'help-search', label: null, help: 'one entry up while typing'},
	{id: 'help-search.down', keys: ['down'], scope: 'help-search', label: 'select', help: 'one entry down while typing'},

	{id: 'palette.run', keys: ['enter'], scope: 'palette', label: 'go', help: 'go to the selected endpoint, run the command, set the setting, read the help'},
	{id: 'palette.up', keys: ['up'], scope: 'palette', label: null, help: 'one row up'},
	{id: 'palette.down', keys: ['down'], scope: 'palette', label: 'select', help: 'one row down'},
	{id: 'palette.page-up', keys: ['pageup'], scope: 'palette', label: null, help: 'one page up'},
	{id: 'palette.page-down', keys: ['pagedown'], scope: 'palette', label: null, help: 'one page down'},
	{id: 'palette.close', keys: ['escape'], scope: 'palette', label: 'leave', help: 'leave; nothing is done'},

	{id: 'settings.mouse', keys: ['M'], scope: 'always', label: null, help: 'mouse on or off: off, the terminal can select text'},
	{id: 'app.interrupt', keys: ['ctrl+c'], scope: 'always', label: null, help: 'cancel the selected request in flight; with none in flight: leave'},
] as const satisfies readonly Binding[];

export type CommandId = (typeof keymap)[number]['id'];

/** A table of keys: this one, or this one with the keys that the operator's settings give to some commands. */
export type Bindings = ReadonlyArray<Binding & {readonly id: CommandId}>;

/** The table with the type that every reader wants, as it is without settings. */
export const bindings: Bindings = keymap;
