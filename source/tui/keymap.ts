/**
 * Every key of the explorer, in one table. What resolves keys, the footer, the help screen, the readme's table and the
 * tests all read it; nothing else compares key names.
 */
import * as guards from './key-guards.ts';
import type {Phase} from '../session/walkthrough.ts';
import type {Mode, UiState, World} from './ui-state.ts';
import type {WalkScreen} from './walk.ts';
import * as walkGuards from './walk-guards.ts';

/**
 * Where a key works: in a pane while browsing, in every pane (`app`), always, in one mode, on one screen of the guided
 * stages or on all of them (`walk`), or while the test on screen is in one phase.
 */
export type Scope =
	'always' | 'app' | 'list' | 'request' | 'response' | WalkScreen | Phase | Exclude<Mode['kind'], 'browse'>;

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
	{id: 'list.open', keys: ['right', 'l'], scope: 'list', label: null, help: 'to the request of the selected endpoint'},

	{id: 'request.edit-row', keys: ['enter'], scope: 'request', label: 'edit', help: 'edit the selected value; edit or start the body; choose the selected variant'},
	{id: 'request.up', keys: upKeys, scope: 'request', label: null, help: 'one row up'},
	{id: 'request.down', keys: downKeys, scope: 'request', label: null, help: 'one row down'},
	{id: 'request.page-up', keys: ['pageup'], scope: 'request', label: null, help: 'one page up'},
	{id: 'request.page-down', keys: ['pagedown'], scope: 'request', label: null, help: 'one page down'},
	{id: 'request.previous-tab', keys: ['left', 'h', '['], scope: 'request', label: null, help: 'previous tab of the request'},
	{id: 'request.next-tab', keys: ['right', 'l', ']'], scope: 'request', label: 'tab', help: 'next tab of the request'},
	{id: 'request.add-row', keys: ['a'], scope: 'request', label: 'add', help: 'add a query value or a header', disabledReason: guards.notPairs},
	{id: 'request.delete-row', keys: ['d'], scope: 'request', label: 'delete', help: 'delete the query value or header; send no body', disabledReason: guards.nothingToDelete},

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

	{id: 'request.fire', keys: ['f'], scope: 'app', label: 'fire', help: 'fire the selected request, from any pane', disabledReason: guards.cannotFire},
	{id: 'app.unlock', keys: ['u'], scope: 'app', label: 'unlock', help: 'let writes go to the production host (asks for its name)', disabledReason: guards.nothingToUnlock},
	{id: 'request.cancel', keys: ['x'], scope: 'app', label: 'cancel', help: 'cancel the request in flight of the selected endpoint', disabledReason: guards.nothingInFlight},
	{id: 'app.filter', keys: ['/'], scope: 'app', label: 'filter', help: 'filter the list by id, title, method or path'},
	{id: 'request.edit', keys: ['e'], scope: 'app', label: 'edit', help: 'edit the request: the selected value, or the body in its tab; where there is none, the first value'},
	{id: 'mark.open', keys: ['m'], scope: 'app', label: 'mark', help: 'mark the attempt on screen: pass, limitation, fail, blocked or skipped', disabledReason: guards.cannotMark},
	{id: 'note.open', keys: ['n'], scope: 'app', label: 'note', help: 'write a note on the endpoint', disabledReason: guards.readOnly},
	{id: 'note.open-session', keys: ['N'], scope: 'app', label: null, help: 'write a note on the whole session', disabledReason: guards.readOnly},
	{id: 'walk.open', keys: ['s'], scope: 'app', label: 'stages', help: 'the guided stages: checks, the mandatory tests, findings and report; goes on where it was left', disabledReason: walkGuards.noStage},
	{id: 'app.export', keys: ['w', 'E'], scope: 'app', label: 'export', help: 'write the evidence set and show what was written', disabledReason: guards.nothingToExport},
	{id: 'app.quit', keys: ['q'], scope: 'app', label: 'leave', help: 'leave; everything is on disk already. Press it twice while requests are in flight'},
	{id: 'request.variant', keys: ['v'], scope: 'app', label: 'variant', help: 'next variant of the request (documented, reported, …)', disabledReason: guards.onlyOneVariant},
	{id: 'pane.next', keys: ['tab'], scope: 'app', label: 'pane', help: 'next pane'},
	{id: 'pane.previous', keys: ['shift+tab'], scope: 'app', label: null, help: 'previous pane'},
	{id: 'pane.list', keys: ['1'], scope: 'app', label: null, help: 'to the list of endpoints'},
	{id: 'pane.request', keys: ['2'], scope: 'app', label: null, help: 'to the request'},
	{id: 'pane.response', keys: ['3'], scope: 'app', label: null, help: 'to the response'},
	{id: 'pane.zoom', keys: ['z'], scope: 'app', label: null, help: 'give the whole screen to the pane, or take it back'},
	{id: 'request.curl', keys: ['c'], scope: 'app', label: 'curl', help: 'show the curl line of what would be sent'},
	{id: 'request.body', keys: ['b'], scope: 'app', label: null, help: 'show the body of the request'},
	{id: 'request.reset', keys: ['r'], scope: 'app', label: null, help: 'back to the example of the catalog; once more: back to what was typed', disabledReason: guards.nothingToReset},
	{id: 'app.back', keys: ['escape'], scope: 'app', label: null, help: 'one step back: latest attempt, all panes, whole list'},
	{id: 'app.help', keys: ['?'], scope: 'app', label: 'help', help: 'every key'},

	{id: 'filter.keep', keys: ['enter'], scope: 'filter', label: 'keep', help: 'keep the filter and go to the list'},
	{id: 'filter.clear', keys: ['escape'], scope: 'filter', label: 'clear', help: 'clear the filter'},
	{id: 'filter.up', keys: ['up'], scope: 'filter', label: null, help: 'one endpoint up while typing'},
	{id: 'filter.down', keys: ['down'], scope: 'filter', label: 'select', help: 'one endpoint down while typing'},

	{id: 'field.done', keys: ['enter'], scope: 'field', label: 'done', help: 'done with this value'},
	{id: 'field.next', keys: ['tab'], scope: 'field', label: 'next value', help: 'on to the next value'},
	{id: 'field.previous', keys: ['shift+tab'], scope: 'field', label: null, help: 'back to the value before'},
	{id: 'field.leave', keys: ['escape'], scope: 'field', label: 'leave (text is kept)', help: 'leave the value; its text is kept'},

	{id: 'body.leave', keys: ['escape'], scope: 'body', label: 'leave the body (text is kept)', help: 'leave the body; its text is kept'},

	{id: 'mark.pass', keys: ['p'], scope: 'mark', label: null, help: 'pass'},
	{id: 'mark.limitation', keys: ['l'], scope: 'mark', label: null, help: 'limitation'},
	{id: 'mark.fail', keys: ['f'], scope: 'mark', label: null, help: 'fail'},
	{id: 'mark.blocked', keys: ['b'], scope: 'mark', label: null, help: 'blocked'},
	{id: 'mark.skipped', keys: ['s'], scope: 'mark', label: null, help: 'skipped'},
	{id: 'mark.clear', keys: ['c'], scope: 'mark', label: null, help: 'take the mark back'},
	{id: 'mark.leave', keys: ['escape'], scope: 'mark', label: 'leave', help: 'leave without marking'},

	{id: 'mark.save', keys: ['enter'], scope: 'mark-note', label: 'save the mark', help: 'save the mark with its note'},
	{id: 'mark.back', keys: ['escape'], scope: 'mark-note', label: 'leave without marking', help: 'leave without marking'},

	{id: 'note.save', keys: ['enter'], scope: 'note', label: 'save the note', help: 'save the note'},
	{id: 'note.leave', keys: ['escape'], scope: 'note', label: 'leave without saving', help: 'leave without saving'},

	{id: 'checks.go', keys: ['enter'], scope: 'checks', label: 'go on', help: 'go on to Stage 2; asks for a reason when a check is blocked', disabledReason: walkGuards.stillChecking},
	{id: 'checks.again', keys: ['r'], scope: 'checks', label: 'check again', help: 'run all checks again', disabledReason: walkGuards.stillChecking},

	{id: 'card.begin', keys: ['enter'], scope: 'card', label: 'begin', help: 'begin Stage 2; asks for the host name where that is production', disabledReason: guards.readOnly},
	{id: 'card.back', keys: ['left', '['], scope: 'card', label: 'back', help: 'back to the checks'},

	{id: 'test.fire', keys: ['enter'], scope: 'to-fire', label: 'fire', help: 'fire the request of the test', disabledReason: guards.readOnly},
	{id: 'test.cancel', keys: ['x'], scope: 'in-flight', label: 'cancel', help: 'cancel the request in flight', disabledReason: guards.nothingInFlight},
	{id: 'test.accept', keys: ['enter'], scope: 'to-mark', label: 'accept', help: 'accept the suggested mark and go on', disabledReason: guards.readOnly},
	{id: 'test.next', keys: ['enter'], scope: 'done', label: 'go on', help: 'go on to the next test that is not done'},
	{id: 'test.pass', keys: ['p'], scope: 'test', label: 'pass', help: 'mark pass, with a note', disabledReason: walkGuards.nothingToJudge},
	{id: 'test.limitation', keys: ['l'], scope: 'test', label: 'limitation', help: 'mark limitation, with a note', disabledReason: walkGuards.nothingToJudge},
	{id: 'test.fail', keys: ['f'], scope: 'test', label: 'fail', help: 'mark fail, with a note', disabledReason: walkGuards.nothingToJudge},
	{id: 'test.blocked', keys: ['b'], scope: 'test', label: 'blocked', help: 'mark blocked, with a note', disabledReason: walkGuards.underWay},
	{id: 'test.skip', keys: ['s'], scope: 'test', label: 'skip', help: 'skip the test; asks for the reason', disabledReason: walkGuards.underWay},
	{id: 'test.repeat', keys: ['r'], scope: 'test', label: 'repeat', help: 'fire once more', disabledReason: walkGuards.cannotRepeat},
	{id: 'test.note', keys: ['n'], scope: 'test', label: 'note', help: 'write a note on the endpoint', disabledReason: guards.readOnly},
	{id: 'test.edit', keys: ['e'], scope: 'test', label: 'edit', help: 'edit the request in the explorer; Esc or s comes back', disabledReason: walkGuards.underWay},
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
	{id: 'walk.leave', keys: ['escape', 'q'], scope: 'walk', label: 'explorer', help: 'to the explorer; s comes back to the same place'},
	{id: 'walk.help', keys: ['?'], scope: 'walk', label: 'help', help: 'every key'},

	{id: 'reason.give', keys: ['enter'], scope: 'reason', label: 'go on', help: 'go on with this reason'},
	{id: 'reason.leave', keys: ['escape'], scope: 'reason', label: 'leave', help: 'leave; nothing is done'},

	{id: 'missing.example', keys: ['x'], scope: 'missing', label: 'use the example', help: 'fire with the example value of the catalog'},
	{id: 'missing.enter', keys: ['v', 'enter'], scope: 'missing', label: 'enter a value', help: 'enter a value of your own'},
	{id: 'missing.giver', keys: ['g'], scope: 'missing', label: 'its test', help: 'go to the test that gives the value, to fire it once more with r', disabledReason: walkGuards.noGiver},
	{id: 'missing.block', keys: ['b'], scope: 'missing', label: 'mark blocked', help: 'mark the test blocked'},
	{id: 'missing.leave', keys: ['escape'], scope: 'missing', label: 'leave', help: 'leave; nothing is sent'},

	{id: 'variable.set', keys: ['enter'], scope: 'variable', label: 'use it', help: 'use this value in this session'},
	{id: 'variable.leave', keys: ['escape'], scope: 'variable', label: 'leave', help: 'leave; nothing is set'},

	{id: 'unlock.try', keys: ['enter'], scope: 'unlock', label: 'unlock writes', help: 'unlock writes when the name is right'},
	{id: 'unlock.leave', keys: ['escape'], scope: 'unlock', label: 'leave', help: 'leave; nothing is sent'},

	{id: 'invalid.send', keys: ['y'], scope: 'send-invalid', label: 'send it as typed', help: 'send the body as it was typed'},
	{id: 'invalid.edit', keys: ['escape', 'n', 'e'], scope: 'send-invalid', label: 'back to the body', help: 'back to the body; nothing is sent'},

	{id: 'help.up', keys: upKeys, scope: 'help', label: null, help: 'one row up'},
	{id: 'help.down', keys: downKeys, scope: 'help', label: 'scroll', help: 'one row down'},
	{id: 'help.page-up', keys: ['pageup'], scope: 'help', label: null, help: 'one page up'},
	{id: 'help.page-down', keys: ['pagedown', 'space'], scope: 'help', label: 'page', help: 'one page down'},
	{id: 'help.close', keys: ['escape', 'q', '?'], scope: 'help', label: 'close', help: 'close the help'},

	{id: 'export.up', keys: upKeys, scope: 'export', label: null, help: 'one row up'},
	{id: 'export.down', keys: downKeys, scope: 'export', label: 'scroll', help: 'one row down'},
	{id: 'export.page-up', keys: ['pageup'], scope: 'export', label: null, help: 'one page up'},
	{id: 'export.page-down', keys: ['pagedown', 'space'], scope: 'export', label: 'page', help: 'one page down'},
	{id: 'export.close', keys: ['escape', 'q', 'enter'], scope: 'export', label: 'back', help: 'back to the explorer'},

	{id: 'app.interrupt', keys: ['ctrl+c'], scope: 'always', label: null, help: 'cancel the selected request in flight; with none in flight: leave'},
] as const satisfies readonly Binding[];

export type CommandId = (typeof keymap)[number]['id'];

/** The table with the type that every reader wants. */
export const bindings: ReadonlyArray<Binding & {readonly id: CommandId}> = keymap;
