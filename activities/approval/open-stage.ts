/** Opening a stage: its seats, its clocks and the notices to those who sit in it, in one transaction. */
import type { Transaction } from 'kysely';
import { stageDeadlines } from '../../domain/approval/deadlines.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import type { Staffing } from '../../domain/approval/staffing.ts';
import type { Instant } from '../../domain/calendar.ts';
import { reviewDeadlines } from '../../domain/origination/case-clocks.ts';
import type { Application } from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import type { Approval } from '../../db/queries/approvals.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { wasDeadlineDone, type StageDeadline } from '../../db/queries/stage-deadlines.ts';
import { insertStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellOfficers } from './case-notices.ts';
import { findSeats } from './people.ts';

export type Opening = {
  readonly application: Application;
  readonly approval: Approval;
  /** Position in the path, counting from 1. */
  readonly number: number;
  readonly submissionNumber: number;
  /** Whoever approved before in this path; they sit out where the stage asks for another person. */
  readonly earlierApproverIds: readonly string[];
};

export type OpenedStage = {
  readonly stageId: string;
  /** Its first clock. */
  readonly next: StageDeadline;
};

export async function openStage(
  trx: Transaction<DB>,
  opening: Opening,
  clock: BusinessClock,
): Promise<OpenedStage> {
  const { application, approval, number, submissionNumber } = opening;
  const template = approval.path[number - 1]!;
  const earlierIds = template.otherPerson ? opening.earlierApproverIds : [];
  const staffing = await findSeats(trx, application, template, earlierIds);
  const clocks = await readClocks(trx, template, staffing, opening, clock);
  const { stageId, attempt } = await insertStage(trx, {
    approvalId: approval.approvalId,
    number,
    submissionNumber,
    template,
    branchId: staffing.branchId,
    openedAt: clock.now,
    seats: staffing.seats,
    deadlines: clocks.all,
    dueAt: clocks.escalationAt,
  });
  const opened = { stageId, attempt, template, staffing, dueAt: clocks.escalationAt };
  await recordOpening(trx, opening, opened, clock);
  await tellSeats(trx, application, opened, clock);
  const [next] = clocks.all.toSorted(
    (a, b) => compare(a.dueAt, b.dueAt) || compare(a.kind, b.kind),
  );
  return { stageId, next: next! };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Opened = {
  readonly stageId: string;
  readonly template: StageTemplate;
  readonly staffing: Staffing;
};

type Clocks = { readonly all: readonly StageDeadline[]; readonly escalationAt: Instant };

async function readClocks(
  trx: Transaction<DB>,
  template: StageTemplate,
  { branchId }: Staffing,
  { application, approval }: Opening,
  clock: BusinessClock,
): Promise<Clocks> {
  const calendar = await readBranchCalendar(trx, branchId);
  const own = stageDeadlines(template.sla, clock.now, calendar);
  const review = await caseClocks(trx, application, approval, clock);
  const stageClocks = own.map(({ name, dueAt }) => ({ kind: name, dueAt }));
  const escalationAt = own.find(({ kind }) => kind === 'escalation')!.dueAt;
  return { all: [...stageClocks, ...review], escalationAt };
}

/** The clocks of the whole case run on in whichever stage is open; the notice is given once. */
async function caseClocks(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  clock: BusinessClock,
): Promise<readonly StageDeadline[]> {
  const all = reviewDeadlines(application.submittedAt ?? approval.openedAt);
  const notice = all.find(({ kind }) => kind === 'review_notice')!;
  const isNoticed =
    notice.dueAt <= clock.now && (await wasDeadlineDone(trx, approval.approvalId, 'review_notice'));
  return isNoticed ? all.filter((deadline) => deadline !== notice) : all;
}

async function recordOpening(
  trx: Transaction<DB>,
  { application, approval, number }: Opening,
  opened: Opened & { readonly attempt: number; readonly dueAt: Instant },
  { now, businessDate }: BusinessClock,
): Promise<void> {
  const { stageId, attempt, template, staffing, dueAt } = opened;
  await recordSteps(
    trx,
    [
      {
        kind: staffing.isComplete ? 'stage.opened' : 'stage.opened_unstaffed',
        applicationId: application.applicationId,
        approvalId: approval.approvalId,
        stageId,
        actorId: null,
        details: {
          number,
          attempt,
          key: template.key,
          mode: template.mode,
          officerIds: staffing.seats.map(({ officerId }) => officerId),
          dueAt,
        },
      },
    ],
    { occurredAt: now, businessDate },
  );
}

/** Where too few were found the process admins hear of it at once; nothing passes by itself. */
async function tellSeats(
  trx: Transaction<DB>,
  application: Application,
  { stageId, template, staffing, dueAt }: Opened & { readonly dueAt: Instant },
  clock: BusinessClock,
): Promise<void> {
  const stage = { stageId, template };
  const officerIds = staffing.seats.map(({ officerId }) => officerId);
  const seated = {
    template: 'approval_seat_opened',
    occasion: 'opened',
    officerIds,
    dueAt,
  } as const;
  await tellOfficers(trx, application, stage, seated, clock);
  if (staffing.isComplete) return;
  const admins = await listHolders(trx, 'process_admin');
  const call = {
    template: 'approval_process_admin',
    occasion: 'unstaffed',
    officerIds: admins,
    dueAt,
  } as const;
  await tellOfficers(trx, application, stage, call, clock);
}
