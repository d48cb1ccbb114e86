/**
 * Every message, id and start of a process, in one place. A signal carries ids and says *look*; it never says how
 * things are. Ids are built only here. The relay adds the committed clock offset when it sends, because the clock
 * may have moved since the line was written.
 */
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Instant, IsoDate } from '../domain/calendar.ts';

/** What a timer will do when it fires; the activity that named it understands it. */
export type DueStep = {
  readonly kind: string;
  /** The step's own business date: nothing else may name the date while earlier steps are caught up. */
  readonly businessDate: IsoDate;
  /** What tells two steps of one kind apart, such as an installment number; empty where nothing does. */
  readonly detail: string;
};

/** Where a process stands: open with its next deadline, if it has one, or ended. */
export type Position = {
  readonly status: 'open' | 'ended';
  readonly nextAt: Instant | null;
  readonly next: DueStep | null;
};

/**
 * The due step of an application that has been handed in again: assess it and let its stages decide, as at the first
 * time. Every other due step of an application is a deadline of its own row.
 */
export const reviewStepKind = 'review';

/**
 * Due steps of a disbursement or a refund around the payment rail: two speak to it, and `loseAnswer` is taken on the
 * own row when a call has ended without an answer. Every other due step is one on the own row as well.
 */
export const railStepKinds = { send: 'send', query: 'query', loseAnswer: 'lose_answer' } as const;

/** A stage of an approval as its workflow sees it. */
export type StagePosition = Position & {
  readonly stageId: string | null;
  /** Where the case stands once its approval has ended; only from a step that was asked to go on. */
  readonly after?: Position;
};

/** What every process is started with, and every message carries. */
export type ClockStart = { readonly clockOffsetMs: number; readonly training: boolean };

export type ProcessStart = ClockStart & {
  readonly version: 1;
  /** Steps before the workflow continues as new. */
  readonly stepsPerRun: number;
  /** Where the run before stood, and whether it left unread news. */
  readonly position?: Position;
  readonly pending?: boolean;
};

export type ApplicationStart = ProcessStart & {
  readonly applicationId: string;
  readonly round: number;
};
export type ApprovalStart = ProcessStart & { readonly approvalId: string };
export type DisbursementStart = ProcessStart & {
  readonly disbursementId: string;
  /** The queue on which the payment rail is spoken to. */
  readonly railTaskQueue: string;
};
export type RefundStart = ProcessStart & {
  readonly refundId: string;
  /** The queue on which the payment rail is spoken to. */
  readonly railTaskQueue: string;
};
export type ServicingStart = ProcessStart & { readonly loanId: string };
export type CollectionStart = ProcessStart & { readonly caseId: string };
export type VersionStart = ProcessStart & {
  readonly policyVersionId: string;
  readonly kind: string;
};
export type EndOfDayStart = ClockStart & { readonly businessDate: IsoDate };
export type TrainingMoveStart = {
  readonly moveId: string;
  /** Business dates before the workflow continues as new. */
  readonly datesPerRun?: number;
};

export type JobStart = {
  readonly jobId: string;
  /** Turns before the workflow continues as new. */
  readonly turnsPerRun?: number;
};

/** The news a signal brings: nothing but the clock; the receiver looks at its own row. */
export type News = { readonly clockOffsetMs: number };

export const stageClosedSignal = defineSignal<[News]>('stageClosed');
export const applicationChangedSignal = defineSignal<[News]>('applicationChanged');
export const requestChangedSignal = defineSignal<[News]>('requestChanged');
export const railAnsweredSignal = defineSignal<[News]>('railAnswered');
export const paymentReceivedSignal = defineSignal<[News]>('paymentReceived');
export const loanChangedSignal = defineSignal<[News]>('loanChanged');
export const caseChangedSignal = defineSignal<[News]>('caseChanged');
export const versionChangedSignal = defineSignal<[News]>('versionChanged');

export type ClockMove = { readonly clockOffsetMs: number };
/** `more`: the workflow wants to continue as new first, so the caller repeats. */
export type ClockReached = { readonly reached: Instant; readonly more: boolean };
export const advanceClockUpdate = defineUpdate<ClockReached, [ClockMove]>('advanceClock');

export function applicationWorkflowId(applicationId: string, round: number): string {
  return `application/${applicationId}/${round}`;
}
export function approvalWorkflowId(approvalId: string): string {
  return `approval/${approvalId}`;
}
export function disbursementWorkflowId(disbursementId: string): string {
  return `disbursement/${disbursementId}`;
}
export function refundWorkflowId(refundId: string): string {
  return `refund/${refundId}`;
}
export function loanWorkflowId(loanId: string): string {
  return `loan/${loanId}`;
}
export function caseWorkflowId(caseId: string): string {
  return `collection-case/${caseId}`;
}
export function versionWorkflowId(kind: string, policyVersionId: string): string {
  return `version/${kind}/${policyVersionId}`;
}
export function endOfDayWorkflowId(businessDate: IsoDate): string {
  return `end-of-day/${businessDate}`;
}
export function trainingMoveWorkflowId(moveId: string): string {
  return `training-clock/${moveId}`;
}

export function jobWorkflowId(jobId: string): string {
  return `job/${jobId}`;
}

/** A line for the outbox. */
export type Message = {
  readonly workflowId: string;
  readonly action: 'start' | 'signal';
  readonly name: string;
  readonly payload: Readonly<Record<string, string | number>>;
};

export function startApplication(applicationId: string, round: number): Message {
  const workflowId = applicationWorkflowId(applicationId, round);
  return {
    workflowId,
    action: 'start',
    name: 'approveApplication',
    payload: { applicationId, round },
  };
}
export function startApproval(approvalId: string): Message {
  const workflowId = approvalWorkflowId(approvalId);
  return { workflowId, action: 'start', name: 'approveRequest', payload: { approvalId } };
}
export function startDisbursement(disbursementId: string): Message {
  const workflowId = disbursementWorkflowId(disbursementId);
  return { workflowId, action: 'start', name: 'disburseLoan', payload: { disbursementId } };
}
export function startRefund(refundId: string): Message {
  const workflowId = refundWorkflowId(refundId);
  return { workflowId, action: 'start', name: 'refundCredit', payload: { refundId } };
}
export function startServicing(loanId: string): Message {
  return {
    workflowId: loanWorkflowId(loanId),
    action: 'start',
    name: 'serviceLoan',
    payload: { loanId },
  };
}
export function startCase(caseId: string): Message {
  return {
    workflowId: caseWorkflowId(caseId),
    action: 'start',
    name: 'workCollectionCase',
    payload: { caseId },
  };
}
export function startVersion(kind: string, policyVersionId: string): Message {
  const workflowId = versionWorkflowId(kind, policyVersionId);
  return {
    workflowId,
    action: 'start',
    name: 'activateVersion',
    payload: { kind, policyVersionId },
  };
}
export function startEndOfDay(businessDate: IsoDate): Message {
  const workflowId = endOfDayWorkflowId(businessDate);
  return { workflowId, action: 'start', name: 'endOfDay', payload: { businessDate } };
}
export function startTrainingMove(moveId: string): Message {
  return {
    workflowId: trainingMoveWorkflowId(moveId),
    action: 'start',
    name: 'moveTrainingClock',
    payload: { moveId },
  };
}

export function startJob(jobId: string): Message {
  return { workflowId: jobWorkflowId(jobId), action: 'start', name: 'runJob', payload: { jobId } };
}

function signal(workflowId: string, { name }: { readonly name: string }): Message {
  return { workflowId, action: 'signal', name, payload: {} };
}

export function tellStageClosed(applicationId: string, round: number): Message {
  return signal(applicationWorkflowId(applicationId, round), stageClosedSignal);
}
export function tellApplicationChanged(applicationId: string, round: number): Message {
  return signal(applicationWorkflowId(applicationId, round), applicationChangedSignal);
}
export function tellRequestChanged(approvalId: string): Message {
  return signal(approvalWorkflowId(approvalId), requestChangedSignal);
}
export function tellRailAnswered(disbursementId: string): Message {
  return signal(disbursementWorkflowId(disbursementId), railAnsweredSignal);
}
export function tellRefundAnswered(refundId: string): Message {
  return signal(refundWorkflowId(refundId), railAnsweredSignal);
}
export function tellPaymentReceived(loanId: string): Message {
  return signal(loanWorkflowId(loanId), paymentReceivedSignal);
}
export function tellLoanChanged(loanId: string): Message {
  return signal(loanWorkflowId(loanId), loanChangedSignal);
}
export function tellCaseChanged(caseId: string): Message {
  return signal(caseWorkflowId(caseId), caseChangedSignal);
}
export function tellVersionChanged(kind: string, policyVersionId: string): Message {
  return signal(versionWorkflowId(kind, policyVersionId), versionChangedSignal);
}

/** The signal that makes a process of each kind look; null for those that wait for nobody. */
export const wakeSignals = {
  application: applicationChangedSignal.name,
  approval: requestChangedSignal.name,
  disbursement: railAnsweredSignal.name,
  refund: railAnsweredSignal.name,
  loan: loanChangedSignal.name,
  collection_case: caseChangedSignal.name,
  version: versionChangedSignal.name,
  end_of_day: null,
  training_clock: null,
  job: null,
} as const;
