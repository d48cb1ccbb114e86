/** Conditions precedent after the approval: satisfied with evidence, checked by another person, or waived from above. */
import type { Transaction } from 'kysely';
import {
  assertMayCheck,
  assertMaySatisfy,
  assertMayWaive,
} from '../../domain/approval/conditions.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Application } from '../../db/queries/applications.ts';
import { findApprovalOfRound } from '../../db/queries/approvals.ts';
import {
  findCondition,
  listConditions,
  saveCondition,
  type CaseCondition,
  type ConditionStep,
} from '../../db/queries/conditions.ts';
import { findDocument } from '../../db/queries/documents.ts';
import { listStagesOf } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { lockVisible, record } from './applications.ts';
import type { Caller } from './caller.ts';

export type ConditionKey = { readonly applicationId: string; readonly conditionId: string };

/** @throws DomainError `not_found` for condition or document, `condition_not_open` */
export async function satisfyCondition(
  trx: Transaction<DB>,
  caller: Caller,
  input: ConditionKey & { readonly documentId: string; readonly note: string | null },
): Promise<CaseCondition> {
  const { application, condition } = await lockCondition(trx, caller, input);
  assertMaySatisfy(condition);
  const document = await findDocument(trx, input.documentId);
  if (document === undefined || document.customerId !== application.customerId) {
    throw new DomainError('not_found', { resource: 'document' });
  }
  return save(trx, caller, application, condition, {
    status: 'satisfied',
    satisfied_by: caller.actor.actorId,
    satisfied_at: caller.clock.now,
    evidence_document_id: input.documentId,
    note: input.note,
  });
}

/** @throws DomainError `not_found`, `condition_not_open`, `four_eyes` */
export async function checkCondition(
  trx: Transaction<DB>,
  caller: Caller,
  input: ConditionKey,
): Promise<CaseCondition> {
  const { application, condition } = await lockCondition(trx, caller, input);
  assertMayCheck(condition, caller.actor.actorId);
  const step = { checked_by: caller.actor.actorId, checked_at: caller.clock.now };
  return save(trx, caller, application, condition, { status: 'checked', ...step });
}

/** @throws DomainError `not_found`, `condition_not_open`, `waiver_too_low` */
export async function waiveCondition(
  trx: Transaction<DB>,
  caller: Caller,
  input: ConditionKey & { readonly reason: string },
): Promise<CaseCondition> {
  const { application, condition } = await lockCondition(trx, caller, input);
  assertMayWaive(condition, await approvedStages(trx, caller, application));
  return save(trx, caller, application, condition, {
    status: 'waived',
    waived_by: caller.actor.actorId,
    waived_at: caller.clock.now,
    waiver_reason: input.reason,
  });
}

async function lockCondition(
  trx: Transaction<DB>,
  caller: Caller,
  { applicationId, conditionId }: ConditionKey,
): Promise<{ application: Application; condition: CaseCondition }> {
  const application = await lockVisible(trx, caller, applicationId);
  const condition = await findCondition(trx, conditionId);
  if (condition === undefined || condition.applicationId !== applicationId) {
    throw new DomainError('not_found', { resource: 'condition' });
  }
  return { application, condition };
}

/** The stages in which this person's approve stands. */
async function approvedStages(
  trx: Transaction<DB>,
  { actor }: Caller,
  { applicationId, round }: Application,
): Promise<readonly number[]> {
  const approval = await findApprovalOfRound(trx, applicationId, round);
  if (approval === undefined) return [];
  const stages = await listStagesOf(trx, approval.approvalId);
  return standingApprovals(stages, approval.facts.submissionNumber)
    .filter(({ officerId }) => officerId === actor.actorId)
    .map(({ stageNumber }) => stageNumber);
}

async function save(
  trx: Transaction<DB>,
  caller: Caller,
  application: Application,
  { conditionId, kind, status: before }: CaseCondition,
  step: ConditionStep,
): Promise<CaseCondition> {
  await saveCondition(trx, conditionId, step);
  const details = { conditionId, condition: kind, before, status: step.status };
  const reason = step.status === 'waived' ? { reason: step.waiver_reason } : {};
  await record(trx, caller, application, {
    kind: `condition.${step.status}`,
    details: { ...details, ...reason },
  });
  const saved = await listConditions(trx, application.applicationId);
  return saved.find((one) => one.conditionId === conditionId)!;
}
