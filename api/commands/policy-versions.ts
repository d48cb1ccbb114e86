/**
 * Policy versions: one person writes, another confirms, and nothing is in force before the next business date. An edit
 * or a return makes it a draft again; a rollback is a new draft with an old content.
 */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { versionMachine, type VersionEvent } from '../../domain/approval/version-states.ts';
import { DomainError } from '../../domain/errors.ts';
import { zero } from '../../domain/money.ts';
import { nextState } from '../../domain/state-machine.ts';
import { findOpenRequest, findRequest } from '../../db/queries/approval-requests.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import {
  findVersion,
  insertDraft,
  lockVersion,
  updateVersion,
  type PolicyKind,
  type PolicyVersion,
} from '../../db/queries/policy-versions.ts';
import { listStagesOf } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellVersionChanged } from '../../workflows/messages.ts';
import { requestApproval, resubmitRequest, withdrawRequest } from './approval-requests.ts';
import type { Caller } from './caller.ts';
import { assertDateAhead, assertNoFindings, readContent } from './policy-findings.ts';
import { castVote, type VoteResult } from './votes.ts';

export type DraftInput =
  | { readonly kind: PolicyKind; readonly name: string; readonly content: unknown }
  | { readonly copyOfId: string };

/** @throws DomainError `request_invalid`, `not_found` for a version to copy that does not exist */
export async function createDraft(
  trx: Transaction<DB>,
  caller: Caller,
  input: DraftInput,
): Promise<PolicyVersion> {
  const { kind, name, content } = 'copyOfId' in input ? await copyOf(trx, input.copyOfId) : input;
  const draft = await insertDraft(trx, {
    kind,
    name,
    content: readContent(kind, name, content),
    authorId: caller.actor.actorId,
  });
  const copied = 'copyOfId' in input ? { copyOfId: input.copyOfId } : {};
  await audit(trx, caller, draft, { action: 'policy_version.drafted', ...copied });
  return draft;
}

/** @throws DomainError `not_found`, `stale_version`, `illegal_transition`, `request_invalid` */
export async function editDraft(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly policyVersionId: string; readonly content: unknown; readonly version: number },
): Promise<PolicyVersion> {
  const draft = await lockForEvent(trx, input, 'edit');
  const content = readContent(draft.kind, draft.name, input.content);
  const edited = await updateVersion(trx, draft.policyVersionId, { content });
  await audit(trx, caller, edited, {
    action: 'policy_version.edited',
    before: { contentHash: draft.contentHash },
  });
  return edited;
}

/**
 * Hands a draft to a second person.
 * @throws DomainError `not_found`, `stale_version`, `illegal_transition`, `effective_date_too_early`,
 * `version_has_findings`
 */
export async function submitVersion(
  trx: Transaction<DB>,
  caller: Caller,
  input: {
    readonly policyVersionId: string;
    readonly effectiveDate: IsoDate;
    readonly version: number;
  },
): Promise<PolicyVersion> {
  const draft = await lockForEvent(trx, input, 'submit');
  assertDateAhead(input.effectiveDate, caller.clock.businessDate);
  await assertNoFindings(trx, draft);
  const submitted = await updateVersion(trx, draft.policyVersionId, {
    status: nextState(versionMachine, draft.status, 'submit'),
    effectiveDate: input.effectiveDate,
  });
  await audit(trx, caller, submitted, { action: 'policy_version.submitted' });
  await handIn(trx, caller, submitted);
  return submitted;
}

/** The request for it opens, or goes on where it was returned. */
async function handIn(
  trx: Transaction<DB>,
  caller: Caller,
  submitted: PolicyVersion,
): Promise<void> {
  const { policyVersionId, kind, name, number, contentHash, authorId, version } = submitted;
  const { effectiveDate } = submitted;
  const facts = { policyVersionId, kind, name, number, contentHash, authorId, version };
  const content = { ...facts, effectiveDate };
  const requestId = await findOpenRequest(trx, 'policy_version', policyVersionId);
  if (requestId !== undefined) {
    const comment = contentHash;
    await resubmitRequest(trx, caller, { requestId, comment, changed: { content } });
    return;
  }
  await requestApproval(trx, caller, {
    subjectType: 'policy_version',
    subjectId: policyVersionId,
    title: `${kind} ${name} ${number}`,
    content,
    amount: zero('CNY'),
    customerId: null,
  });
}

/**
 * The second person's yes: an approve in the open stage of the version's request. Approved, it waits for its date.
 * @throws DomainError `not_found`, `stale_version`, `illegal_transition`, `stage_not_open`, and what a vote meets:
 * `four_eyes` for the author, `effective_date_too_early` when the date has come meanwhile, `version_has_findings` when
 * people have left meanwhile
 */
export async function confirmVersion(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly policyVersionId: string; readonly version: number },
): Promise<VoteResult> {
  await lockForEvent(trx, input, 'confirm');
  const stageId = await openStageOf(trx, input.policyVersionId);
  const vote = { answer: 'approve', reasonCode: null, comment: null, returnTarget: null } as const;
  return castVote(trx, caller, { ...vote, stageId });
}

/**
 * A new version with the content of one that was in force before, handed to a second person at once: going back is a
 * change like any other.
 * @throws DomainError `not_found`, `illegal_transition` for one that was never in force or still is,
 * `effective_date_too_early`, `version_has_findings` when the house has changed since
 */
export async function rollBack(
  trx: Transaction<DB>,
  caller: Caller,
  input: {
    readonly policyVersionId: string;
    readonly effectiveDate: IsoDate;
    readonly reason: string;
  },
): Promise<PolicyVersion> {
  const earlier = await copyOf(trx, input.policyVersionId);
  if (earlier.status !== 'retired') {
    const { status: from } = earlier;
    const event = 'roll_back';
    throw new DomainError('illegal_transition', {
      subject: 'policy_version',
      from,
      to: from,
      event,
    });
  }
  const draft = await createDraft(trx, caller, { copyOfId: earlier.policyVersionId });
  await audit(trx, caller, draft, {
    action: 'policy_version.rolled_back',
    copyOfId: earlier.policyVersionId,
    reason: input.reason,
  });
  const { policyVersionId, version } = draft;
  return submitVersion(trx, caller, {
    policyVersionId,
    version,
    effectiveDate: input.effectiveDate,
  });
}

/**
 * A version that waits becomes a draft again: before its approval by a vote that returns it or by its author's
 * withdrawal, after it by anybody who may approve.
 * @throws DomainError `not_found`, `stale_version`, `illegal_transition`, and what a vote meets
 */
export async function sendBackVersion(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly policyVersionId: string; readonly reason: string; readonly version: number },
): Promise<PolicyVersion> {
  const version = await lockForEvent(trx, input, 'send_back');
  const { policyVersionId, reason } = input;
  if (version.status === 'scheduled') return unschedule(trx, caller, version, reason);
  const requestId = await findOpenRequest(trx, 'policy_version', policyVersionId);
  const known = requestId === undefined ? undefined : await findRequest(trx, requestId);
  if (known?.request.requestedBy === caller.actor.actorId) {
    await withdrawRequest(trx, caller, { requestId: known.request.requestId, reason });
  } else {
    const stageId = await openStageOf(trx, policyVersionId);
    const returnTarget = { to: 'applicant', afterwards: 'resume_here' } as const;
    const vote = { answer: 'return', reasonCode: 'other_reason', returnTarget } as const;
    await castVote(trx, caller, { ...vote, stageId, comment: reason });
  }
  return (await findVersion(trx, policyVersionId))!;
}

async function unschedule(
  trx: Transaction<DB>,
  caller: Caller,
  version: PolicyVersion,
  reason: string,
): Promise<PolicyVersion> {
  const draft = await updateVersion(trx, version.policyVersionId, {
    status: nextState(versionMachine, version.status, 'send_back'),
    confirmedById: null,
    effectiveDate: null,
  });
  const before = { status: version.status };
  await audit(trx, caller, draft, { action: 'policy_version.sent_back', before, reason });
  await insertOutbox(trx, tellVersionChanged(version.kind, version.policyVersionId));
  return draft;
}

/** @throws DomainError `stage_not_open` before the first stage has its people, and after the last */
async function openStageOf(trx: Transaction<DB>, policyVersionId: string): Promise<string> {
  const requestId = await findOpenRequest(trx, 'policy_version', policyVersionId);
  const found = requestId === undefined ? undefined : await findRequest(trx, requestId);
  const stages = found === undefined ? [] : await listStagesOf(trx, found.approval.approvalId);
  const open = stages.find(({ status }) => status === 'open');
  if (open === undefined) throw new DomainError('stage_not_open', { status: 'not_opened' });
  return open.stageId;
}

async function copyOf(trx: Transaction<DB>, policyVersionId: string): Promise<PolicyVersion> {
  const version = await findVersion(trx, policyVersionId);
  if (version === undefined) throw new DomainError('not_found', { resource: 'policy_version' });
  return version;
}

async function lockForEvent(
  trx: Transaction<DB>,
  input: { readonly policyVersionId: string; readonly version: number },
  event: VersionEvent,
): Promise<PolicyVersion> {
  const version = await lockVersion(trx, input.policyVersionId);
  if (version === undefined) throw new DomainError('not_found', { resource: 'policy_version' });
  nextState(versionMachine, version.status, event);
  if (version.version !== input.version) {
    throw new DomainError('stale_version', { expected: input.version, actual: version.version });
  }
  return version;
}

type Happening = {
  readonly action: string;
  readonly before?: { readonly [key: string]: string };
  readonly reason?: string;
  readonly copyOfId?: string;
};

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  { policyVersionId, kind, name, number, contentHash, effectiveDate, status }: PolicyVersion,
  { action, before, ...rest }: Happening,
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action,
    subjectType: 'policy_version',
    subjectId: policyVersionId,
    ...(before === undefined ? {} : { before }),
    after: { kind, name, number, status, contentHash, effectiveDate, ...rest },
    businessDate: clock.businessDate,
    requestId,
  });
}
