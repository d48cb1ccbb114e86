/** What a simulation adds up to, slice by slice; JSON throughout, so that it can wait in a row between two slices. */
import type {
  PastStage,
  SimulatedCase,
  SimulatedOutcome,
  SimulatedPath,
} from './simulate-matrix.ts';

type Counts = { readonly [name: string]: number };
type Sides = { readonly before: number; readonly after: number };

export type SimulationTotals = {
  readonly caseCount: number;
  readonly changedCount: number;
  readonly stageCount: Sides;
  /** `T1>T2` to how many. */
  readonly moves: Counts;
  readonly outcomes: { readonly before: Counts; readonly after: Counts };
  /** Answers expected of a person, and of a role. */
  readonly people: { readonly before: Counts; readonly after: Counts };
  readonly roles: { readonly before: Counts; readonly after: Counts };
  /** Working minutes on record by the key of a stage. */
  readonly minutes: { readonly [stageKey: string]: readonly number[] };
  /** The paths of every case as `key:hours` lists, by how many cases take each. */
  readonly paths: { readonly before: Counts; readonly after: Counts };
  readonly changed: readonly ChangedCase[];
};

export type ChangedCase = {
  readonly applicationId: string;
  readonly number: string;
  readonly before: ShownPath;
  readonly after: ShownPath;
};
type ShownPath = {
  readonly kind: SimulatedPath['kind'];
  readonly tier: string | null;
  readonly stages: readonly string[];
};

/** More changed cases than anybody reads are only counted. */
const shownCount = 500;

export const noTotals: SimulationTotals = {
  caseCount: 0,
  changedCount: 0,
  stageCount: { before: 0, after: 0 },
  moves: {},
  outcomes: { before: {}, after: {} },
  people: { before: {}, after: {} },
  roles: { before: {}, after: {} },
  minutes: {},
  paths: { before: {}, after: {} },
  changed: [],
};

export function addCases(
  totals: SimulationTotals,
  cases: readonly SimulatedCase[],
): SimulationTotals {
  const changed = cases.filter(({ isChanged }) => isChanged);
  const room = Math.max(0, shownCount - totals.changed.length);
  return {
    caseCount: totals.caseCount + cases.length,
    changedCount: totals.changedCount + changed.length,
    stageCount: {
      before: totals.stageCount.before + sum(cases.map(({ before }) => before.stages.length)),
      after: totals.stageCount.after + sum(cases.map(({ after }) => after.stages.length)),
    },
    moves: addAll(
      totals.moves,
      changed.map(({ before, after }) => [`${nameOf(before)}>${nameOf(after)}`, 1] as const),
    ),
    outcomes: bothSides(totals.outcomes, cases, (one, side) => [
      [side === 'before' ? one.outcomeBefore : one.outcomeAfter, 1],
    ]),
    people: bothSides(totals.people, cases, (one, side) => loadOf(one[side], 'officerId')),
    roles: bothSides(totals.roles, cases, (one, side) => loadOf(one[side], 'role')),
    minutes: addMinutes(
      totals.minutes,
      cases.flatMap(({ recorded }) => recorded),
    ),
    paths: bothSides(totals.paths, cases, (one, side) => [[pathKey(one[side]), 1]]),
    changed: [...totals.changed, ...changed.slice(0, room).map(show)],
  };
}

export type SimulationSummary = {
  readonly caseCount: number;
  readonly changedCount: number;
  /** A warning: the draft changes nobody's path. */
  readonly changesNothing: boolean;
  readonly tierMoves: readonly {
    readonly from: string;
    readonly to: string;
    readonly count: number;
  }[];
  readonly stagesPerCase: Sides;
  /** Working hours from the first stage to the last, the median over the cases. */
  readonly medianHours: Sides;
  /** Shares of the cases in parts per million, by the votes on record. */
  readonly approvedPpm: Sides;
  readonly openPpm: Sides;
  readonly roleLoad: readonly ({ readonly role: string } & Sides)[];
  readonly personLoad: readonly ({ readonly officerId: string } & Sides)[];
  readonly changed: readonly ChangedCase[];
};

export function summarize(totals: SimulationTotals): SimulationSummary {
  const { caseCount, changedCount, stageCount, outcomes, changed } = totals;
  const perCase = (count: number) => (caseCount === 0 ? 0 : round(count / caseCount));
  const share = (counts: Counts, outcome: SimulatedOutcome) =>
    caseCount === 0 ? 0 : Math.round(((counts[outcome] ?? 0) * 1_000_000) / caseCount);
  const sides = (of: (side: 'before' | 'after') => number) => ({
    before: of('before'),
    after: of('after'),
  });
  const hours = hoursByStage(totals.minutes);
  return {
    caseCount,
    changedCount,
    changesNothing: changedCount === 0,
    tierMoves: Object.entries(totals.moves)
      .map(([move, count]) => {
        const [from = '', to = ''] = move.split('>');
        return { from, to, count };
      })
      .toSorted((a, b) => b.count - a.count),
    stagesPerCase: sides((side) => perCase(stageCount[side])),
    medianHours: sides((side) => medianHours(totals.paths[side], hours)),
    approvedPpm: sides((side) => share(outcomes[side], 'approve')),
    openPpm: sides((side) => share(outcomes[side], 'open')),
    roleLoad: compareLoad(totals.roles).map(({ name, ...load }) => ({ role: name, ...load })),
    personLoad: compareLoad(totals.people).map(({ name, ...load }) => ({
      officerId: name,
      ...load,
    })),
    changed,
  };
}

function loadOf(
  { stages }: SimulatedPath,
  by: 'officerId' | 'role',
): readonly (readonly [string, number])[] {
  return stages.flatMap(({ people, neededCount }) =>
    people.map((person) => [person[by] ?? 'named', neededCount / people.length] as const),
  );
}

function bothSides(
  totals: { readonly before: Counts; readonly after: Counts },
  cases: readonly SimulatedCase[],
  entriesOf: (
    one: SimulatedCase,
    side: 'before' | 'after',
  ) => readonly (readonly [string, number])[],
) {
  return {
    before: addAll(
      totals.before,
      cases.flatMap((one) => entriesOf(one, 'before')),
    ),
    after: addAll(
      totals.after,
      cases.flatMap((one) => entriesOf(one, 'after')),
    ),
  };
}

function addAll(counts: Counts, entries: readonly (readonly [string, number])[]): Counts {
  const added: Record<string, number> = { ...counts };
  for (const [name, count] of entries) added[name] = (added[name] ?? 0) + count;
  return added;
}

function addMinutes(
  known: SimulationTotals['minutes'],
  stages: readonly PastStage[],
): SimulationTotals['minutes'] {
  const added: Record<string, readonly number[]> = { ...known };
  const fresh = new Map<string, number[]>();
  for (const { key, workingMinutes } of stages) {
    if (workingMinutes === null) continue;
    fresh.set(key, [...(fresh.get(key) ?? []), workingMinutes]);
  }
  for (const [key, minutes] of fresh) added[key] = [...(added[key] ?? []), ...minutes];
  return added;
}

function hoursByStage(minutes: SimulationTotals['minutes']): ReadonlyMap<string, number> {
  const entries = Object.entries(minutes).map(
    ([key, all]) => [key, median(all.map((each) => [each, 1] as const)) / 60] as const,
  );
  return new Map(entries);
}

/** A stage nobody has walked yet is expected to take the time it is given. */
function medianHours(paths: Counts, hours: ReadonlyMap<string, number>): number {
  const walked = Object.entries(paths)
    .filter(([path]) => path !== '')
    .map(([path, count]) => {
      const stages = path.split(',').map((stage) => stage.split(':') as [string, string]);
      return [sum(stages.map(([key, sla]) => hours.get(key) ?? Number(sla))), count] as const;
    });
  return round(median(walked));
}

/** The median of values that stand for several each. */
function median(values: readonly (readonly [number, number])[]): number {
  const sorted = values.toSorted(([a], [b]) => a - b);
  const half = sum(sorted.map(([, count]) => count)) / 2;
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= half) return value;
  }
  return 0;
}

function compareLoad({ before, after }: { readonly before: Counts; readonly after: Counts }) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => ({ name, before: round(before[name] ?? 0), after: round(after[name] ?? 0) }))
    .toSorted((a, b) => b.after - a.after || (a.name < b.name ? -1 : 1));
}

function pathKey({ stages }: SimulatedPath): string {
  return stages.map(({ key, slaHours }) => `${key}:${slaHours}`).join(',');
}

function show({ applicationId, number, before, after }: SimulatedCase): ChangedCase {
  return { applicationId, number, before: shown(before), after: shown(after) };
}

function shown({ kind, tier, stages }: SimulatedPath): ShownPath {
  return { kind, tier, stages: stages.map(({ key }) => key) };
}

function nameOf({ kind, tier }: SimulatedPath): string {
  return tier ?? kind;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Two decimals: these are expectations, not amounts. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
