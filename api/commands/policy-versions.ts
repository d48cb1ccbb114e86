/**
 * Policy versions: one person writes, another confirms, and nothing is in force before the next business date. An edit
 * or a return makes it a draft again; a rollback is a new draft with an old content.
 */
import type { Transaction } from 'kysely';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { versionMachine, type VersionEvent } from '../../domain/approval/version-states.ts';
import { mayBeSubmitted } from '../../domain/approval/validate-matrix.ts';
import { DomainError } from '../../domain/errors.ts';
import { nextState } from '../../domain/state-machine.ts';
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
import { openProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { startVersion, tellVersionChanged, versionWorkflowId } from '../../workflows/messages.ts';
import type { Caller } from './caller.ts';
import { findFindings, readContent } from './policy-findings.ts';

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
  return submitted;
}

/**
 * The second person's yes: from here the version waits for its date.
 * @throws DomainError `not_found`, `stale_version`, `illegal_transition`, `four_eyes` for the author,
 * `effective_date_too_early` when the date has come meanwhile, `version_has_findings` when people have left meanwhile
 */
export async function confirmVersion(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly policyVersionId: string; readonly version: number },
): Promise<PolicyVersion> {
  const pending = await lockForEvent(trx, input, 'confirm');
  const { actorId } = caller.actor;
  if (pending.authorId === actorId) throw new DomainError('four_eyes', { officerId: actorId });
  const confirmed = await updateVersion(trx, pending.policyVersionId, {
    status: nextState(versionMachine, pending.status, 'confirm'),
    confirmedById: actorId,
  });
  await audit(trx, caller, confirmed, { action: 'policy_version.confirmed' });
  await tellProcess(trx, confirmed);
  return confirmed;
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

/** @throws DomainError `not_found`, `stale_version`, `illegal_transition` */
export async function sendBackVersion(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly policyVersionId: string; readonly reason: string; readonly version: number },
): Promise<PolicyVersion> {
  const version = await lockForEvent(trx, input, 'send_back');
  const draft = await updateVersion(trx, version.policyVersionId, {
    status: nextState(versionMachine, version.status, 'send_back'),
    confirmedById: null,
    effectiveDate: null,
  });
  await audit(trx, caller, draft, {
    action: 'policy_version.sent_back',
    before: { status: version.status },
    reason: input.reason,
  });
  if (version.status === 'scheduled')
    await insertOutbox(trx, tellVersionChanged(version.kind, version.policyVersionId));
  return draft;
}

/** A version sent back after its confirmation still has its process, which then needs to look rather than to start. */
async function tellProcess(
  trx: Transaction<DB>,
  { kind, policyVersionId }: PolicyVersion,
): Promise<void> {
  const workflowId = versionWorkflowId(kind, policyVersionId);
  await openProcess(trx, { workflowId, kind: 'version', subjectId: policyVersionId });
  await insertOutbox(trx, startVersion(kind, policyVersionId));
  await insertOutbox(trx, tellVersionChanged(kind, policyVersionId));
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

/** Work under way goes by the version it began with, and a day begins with one version only. */
function assertDateAhead(effectiveDate: IsoDate, businessDate: IsoDate): void {
  const earliestDate = addDays(businessDate, 1);
  if (effectiveDate < earliestDate)
    throw new DomainError('effective_date_too_early', { effectiveDate, earliestDate });
}

/** @throws DomainError `effective_date_too_early` once the date has come, `version_has_findings` */
export async function assertReady(
  trx: Transaction<DB>,
  version: PolicyVersion,
  businessDate: IsoDate,
): Promise<void> {
  assertDateAhead(version.effectiveDate ?? '', businessDate);
  await assertNoFindings(trx, version);
}

async function assertNoFindings(trx: Transaction<DB>, version: PolicyVersion): Promise<void> {
  const findings = await findFindings(trx, version);
  if (!mayBeSubmitted(findings)) {
    const blocking = findings.filter(({ severity }) => severity === 'block');
    throw new DomainError('version_has_findings', { findings: blocking });
  }
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
