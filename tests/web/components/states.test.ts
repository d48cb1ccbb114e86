import { expect, test } from 'vitest';
import { loanStates } from '../../../domain/loan-states.ts';
import { versionStates } from '../../../domain/approval/version-states.ts';
import { caseStates, promiseStates } from '../../../domain/collections/case-states.ts';
import { applicationStates } from '../../../domain/origination/application-states.ts';
import { disbursementStates } from '../../../domain/origination/disbursement-states.ts';
import { roles } from '../../../domain/roles.ts';
import en from '../../../locales/en/web/components.json' with { type: 'json' };
import zh from '../../../locales/zh-CN/web/components.json' with { type: 'json' };
import {
  arrangeColumns,
  moveColumn,
  nextSort,
  toggleColumn,
} from '../../../web/components/columns.ts';
import { civilText, clockTime, zoneOffset } from '../../../web/components/date-text.ts';
import { diffEntries } from '../../../web/components/diff-entries.ts';
import { percentText } from '../../../web/components/percent-text.ts';
import { isConflict, problemFacts } from '../../../web/components/problem-facts.ts';
import { rangeBetween } from '../../../web/components/row-range.ts';
import { readSla, splitMinutes } from '../../../web/components/sla-state.ts';
import { findRole, statusTable, type StatusKind } from '../../../web/components/status-table.ts';
import { foldRuns } from '../../../web/components/timeline-runs.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 15, 0, minute)).toISOString();
const sla = (nowMinute: number, isPaused = false) =>
  readSla({ dueAt: at(400), startedAt: at(0), nowMs: Date.parse(at(nowMinute)), isPaused });

test('readSla() is near in the last quarter, overdue after the deadline, and stands still when paused', () => {
  expect(sla(0)).toEqual({ state: 'normal', minutes: 400 });
  expect(sla(299)).toEqual({ state: 'normal', minutes: 101 });
  expect(sla(300)).toEqual({ state: 'near', minutes: 100 });
  expect(sla(400)).toEqual({ state: 'near', minutes: 0 });
  expect(sla(401)).toEqual({ state: 'overdue', minutes: 1 });
  expect(sla(401, true)).toEqual({ state: 'paused', minutes: 1 });
  const open = { dueAt: null, startedAt: at(0), nowMs: 0, isPaused: false };
  expect(readSla(open)).toEqual({ state: 'normal', minutes: null });
  expect(splitMinutes(1440 + 125)).toEqual({ days: 1, hours: 2, minutes: 5 });
});

test('the table of statuses has a role for every state of the rules', () => {
  const known: readonly (readonly [StatusKind, readonly string[]])[] = [
    ['application', applicationStates],
    ['loan', loanStates],
    ['policy_version', versionStates],
    ['collection_case', caseStates],
    ['promise', promiseStates],
    ['disbursement', disbursementStates],
  ];
  for (const [kind, states] of known) {
    for (const state of states) expect(findRole(kind, state), `${kind} ${state}`).toBeDefined();
  }
  expect(findRole('loan', 'a_newer_code')).toBeUndefined();
});

test('every status and role has its word in both languages, and no word is left over', () => {
  for (const words of [zh, en]) {
    const kinds = words.status as Readonly<Record<string, Readonly<Record<string, string>>>>;
    expect(Object.keys(kinds).sort()).toEqual(Object.keys(statusTable).sort());
    for (const [kind, codes] of Object.entries(statusTable)) {
      expect(Object.keys(kinds[kind] ?? {}).sort(), kind).toEqual(Object.keys(codes).sort());
    }
    expect(Object.keys(words.roles).sort()).toEqual([...roles].sort());
  }
});

test('diffEntries() lists what was added, removed and changed, money as one value', () => {
  const before = {
    amount: { amount: '450000.00', currency: 'CNY' },
    term: 24,
    note: 'old',
    documents: [{ kind: 'a' }, { kind: 'b' }],
    'a/b': 1,
  };
  const after = {
    amount: { amount: '420000.00', currency: 'CNY' },
    term: 24,
    purpose: 'equipment',
    documents: [{ kind: 'a' }],
    'a/b': 2,
  };
  expect(diffEntries(before, after)).toEqual([
    { pointer: '/amount', kind: 'changed', before: before.amount, after: after.amount },
    { pointer: '/note', kind: 'removed', before: 'old', after: undefined },
    { pointer: '/documents/1', kind: 'removed', before: { kind: 'b' }, after: undefined },
    { pointer: '/a~1b', kind: 'changed', before: 1, after: 2 },
    { pointer: '/purpose', kind: 'added', before: undefined, after: 'equipment' },
  ]);
  expect(diffEntries(before, structuredClone(before))).toEqual([]);
});

test('foldRuns() folds three and more automatic steps, and never a failure', () => {
  const entry = (id: string, isSystem: boolean, tone: 'plain' | 'failed' = 'plain') => ({
    id,
    at: at(0),
    what: id,
    tone,
    isSystem,
    category: 'x',
  });
  const [a, b, c] = ['a', 'b', 'c'].map((id) => entry(id, true));
  const failed = entry('failed', true, 'failed');
  const person = entry('person', false);
  const kinds = (list: readonly ReturnType<typeof entry>[]) =>
    foldRuns(list).map((item) => (item.kind === 'run' ? item.entries.length : item.entry.id));
  expect(kinds([a!, b!, c!, person])).toEqual([3, 'person']);
  expect(kinds([a!, b!, failed, c!])).toEqual(['a', 'b', 'failed', 'c']);
});

test('clockTime() shows an instant on the clock of the business zone, whatever the machine’s own', () => {
  expect(clockTime('2026-03-14T16:30:07.000Z', 'Asia/Shanghai')).toEqual({
    date: '2026-03-15',
    time: '00:30',
    seconds: '07',
  });
  expect(clockTime('2026-03-15T04:00:00.000Z', 'America/New_York').date).toBe('2026-03-15');
  expect(zoneOffset('2026-03-15T04:00:00.000Z', 'Asia/Shanghai')).toBe('+08:00');
  expect(zoneOffset('2026-03-15T04:00:00.000Z', 'UTC')).toBe('+00:00');
});

test('civilText() writes the same day in tables and in prose', () => {
  expect(civilText('2026-03-05', 'zh-CN', false)).toBe('2026-03-05');
  expect(civilText('2026-03-05', 'zh-CN', true)).toBe('2026年3月5日');
  expect(civilText('2026-03-05', 'en', true)).toBe('5 Mar 2026');
});

test('problemFacts() keeps amounts, dates and numbers, and leaves identifiers and the standard members', () => {
  const problem = {
    type: 'x',
    title: 'x',
    status: 422,
    detail: 'x',
    instance: 'x',
    code: 'payment_below_payoff',
    payoff: { amount: '12041.10', currency: 'CNY' },
    goodThroughDate: '2026-03-31',
    officerId: 'x',
    rowIds: ['x'],
    minLength: 5,
  };
  expect(problemFacts(problem)).toEqual([
    { name: 'payoff', kind: 'money', value: problem.payoff },
    { name: 'goodThroughDate', kind: 'date', value: '2026-03-31' },
    { name: 'minLength', kind: 'number', value: 5 },
  ]);
  expect(isConflict({ ...problem, status: 409, code: 'stale_version' })).toBe(true);
  expect(isConflict({ ...problem, status: 409, code: 'reminder_too_soon' })).toBe(false);
});

test('rangeBetween() includes both ends in the order of the list, either way round', () => {
  const ids = ['a', 'b', 'c', 'd'];
  expect(rangeBetween(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rangeBetween(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(rangeBetween(ids, 'gone', 'b')).toEqual(['b']);
  expect(rangeBetween(ids, 'a', 'gone')).toEqual([]);
});

test('arrangeColumns() follows the reader’s order, keeps fixed columns and lets new ones follow', () => {
  const column = (key: string, rest: object = {}) => ({
    key,
    title: key,
    render: () => key,
    ...rest,
  });
  const columns = [column('number', { fixed: true }), column('a'), column('b', { optional: true })];
  const shown = (choice: Parameters<typeof arrangeColumns>[1]) =>
    arrangeColumns(columns, choice)
      .filter(({ isShown }) => isShown)
      .map(({ column: { key } }) => key);
  expect(shown(null)).toEqual(['number', 'a']);
  expect(shown({ order: ['b', 'number'], hidden: ['number'] })).toEqual(['b', 'number', 'a']);
  const all = arrangeColumns(columns, null);
  expect(toggleColumn(all, 'b')).toEqual({ order: ['number', 'a', 'b'], hidden: [] });
  expect(moveColumn(all, 'a', -1).order).toEqual(['a', 'number', 'b']);
  expect(moveColumn(all, 'number', -1).order).toEqual(['number', 'a', 'b']);
  expect(moveColumn(all, 'b', 1).order).toEqual(['number', 'a', 'b']);
});

test('nextSort() goes from ascending to descending to the list’s own order', () => {
  expect(nextSort(undefined, 'dueAt')).toBe('dueAt');
  expect(nextSort('dueAt', 'dueAt')).toBe('-dueAt');
  expect(nextSort('-dueAt', 'dueAt')).toBeUndefined();
  expect(nextSort('-amount', 'dueAt')).toBe('dueAt');
});

test('percentText() writes parts per million without a float', () => {
  expect(percentText(154_000)).toBe('15.4%');
  expect(percentText(500_000)).toBe('50%');
  expect(percentText(-25)).toBe('0%');
  expect(percentText(1_234_500)).toBe('123.45%');
});
