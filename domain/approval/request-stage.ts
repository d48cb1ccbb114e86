/** A stage of something other than an application: who sits in it, and its clocks once the branch's calendar is known. */
import type { Instant } from '../calendar.ts';
import type { BranchCalendar } from '../work-calendar.ts';
import type { ApproverContext } from './approvers.ts';
import { stageDeadlines, type StageDeadline } from './deadlines.ts';
import type { StageTemplate } from './matrix.ts';
import { staffStage, type Staffing } from './staffing.ts';

export type RequestStagePlan = {
  readonly template: StageTemplate;
  readonly context: ApproverContext;
  /** The requester, and whoever is related. */
  readonly excludedIds: readonly string[];
  /** Whoever approved before; they sit out where the stage asks for another person. */
  readonly earlierIds: readonly string[];
  readonly openedAt: Instant;
};

export function planRequestStage(plan: RequestStagePlan): {
  readonly staffing: Staffing;
  readonly withCalendar: (calendar: BranchCalendar) => readonly StageDeadline[];
} {
  const { template, context, excludedIds, earlierIds, openedAt } = plan;
  const outIds = template.otherPerson ? [...excludedIds, ...earlierIds] : excludedIds;
  const staffing = staffStage(template, context, outIds);
  return { staffing, withCalendar: (calendar) => stageDeadlines(template.sla, openedAt, calendar) };
}
