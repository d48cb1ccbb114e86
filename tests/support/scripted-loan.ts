/** A loan that only knows its timetable: what the timing tests hand to the servicing workflow. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DueStep, Position } from '../../workflows/messages.ts';
import type { ServicingActivities } from '../../workflows/proxies.ts';

export type TimetableRow = { readonly at: string; readonly kind: string };

export interface ScriptedLoan {
  readonly activities: ServicingActivities;
  /** What was done, in order: `look`, or a step as `<kind> <businessDate>`. */
  readonly deeds: string[];
  /** Steps in hand or done, by business date. */
  readonly begun: ReadonlySet<string>;
}

/** @param stepMs how long each step takes */
export function scriptLoan(timetable: readonly TimetableRow[], stepMs = 0): ScriptedLoan {
  const deeds: string[] = [];
  const done = new Set<string>();
  const begun = new Set<string>();
  const position = (): Position => {
    const row = timetable.find(({ at }) => !done.has(at));
    if (row === undefined) return { status: 'ended', nextAt: null, next: null };
    const next = { kind: row.kind, businessDate: row.at.slice(0, 10), detail: row.at };
    return { status: 'open', nextAt: row.at, next };
  };
  return {
    deeds,
    begun,
    activities: {
      lookAtLoan: async () => {
        deeds.push('look');
        return position();
      },
      runLoanStep: async (_loanId: string, due: DueStep) => {
        begun.add(due.businessDate);
        await sleep(stepMs);
        // A local activity may run twice; the second time it finds its step done.
        if (!done.has(due.detail)) deeds.push(`${due.kind} ${due.businessDate}`);
        done.add(due.detail);
        return position();
      },
    },
  };
}

/** One row a month on the 15th, from `firstMonth` of 2031 on: far enough ahead that nothing is due by itself. */
export function monthlyTimetable(count: number): TimetableRow[] {
  return Array.from({ length: count }, (_, index) => {
    const year = 2031 + Math.floor(index / 12);
    const month = String((index % 12) + 1).padStart(2, '0');
    return { at: `${year}-${month}-15T01:00:00.000Z`, kind: 'due' };
  });
}
