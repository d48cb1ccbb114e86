/**
 * The clocks of a stage as data: reminders, escalation and the process admin, each at a share of the working
 * hours allowed. They remind and add people; none of them decides. While the case lies with the applicant the
 * clocks stand still and go on with the working time they had left.
 */
import type { Instant } from '../calendar.ts';
import type { BranchCalendar } from '../work-calendar.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../work-calendar.ts';
import type { StageSla } from './matrix.ts';

export type DeadlineKind = 'reminder' | 'escalation' | 'process_admin';

export type StageDeadline = {
  /** Unique in the stage: `reminder_50`, `escalation_100`. */
  readonly name: string;
  readonly kind: DeadlineKind;
  /** Of the working hours allowed. */
  readonly percent: number;
  readonly dueAt: Instant;
};

/** All deadlines of a stage that opens at `openedAt`, earliest first. */
export function stageDeadlines(
  sla: StageSla,
  openedAt: Instant,
  branch: BranchCalendar,
): readonly StageDeadline[] {
  const deadline = (kind: DeadlineKind, percent: number): StageDeadline => {
    const minutes = Math.floor((sla.workingHours * 60 * percent) / 100);
    const dueAt = addWorkingMinutes(openedAt, minutes, branch);
    return { name: `${kind}_${percent}`, kind, percent, dueAt };
  };
  return [
    ...sla.reminderPercents.map((percent) => deadline('reminder', percent)),
    deadline('escalation', sla.escalationPercent),
    deadline('process_admin', sla.processAdminPercent),
  ].toSorted((a, b) => a.percent - b.percent);
}

/** The deadlines still ahead when the case was returned, moved to when it came back. Those passed are dropped. */
export function resumeDeadlines(
  deadlines: readonly StageDeadline[],
  { returnedAt, resumedAt }: { readonly returnedAt: Instant; readonly resumedAt: Instant },
  branch: BranchCalendar,
): readonly StageDeadline[] {
  return deadlines
    .filter(({ dueAt }) => dueAt > returnedAt)
    .map((deadline) => {
      const left = workingMinutesBetween(returnedAt, deadline.dueAt, branch);
      return { ...deadline, dueAt: addWorkingMinutes(resumedAt, left, branch) };
    });
}

/** The kind of a deadline stored by its name. */
export function deadlineKindOf(name: string): DeadlineKind {
  if (name.startsWith('reminder')) return 'reminder';
  return name.startsWith('escalation') ? 'escalation' : 'process_admin';
}
