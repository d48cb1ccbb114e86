/**
 * Who belongs to a body that decides together. Membership is a right to decide, so one person proposes and another
 * confirms, and neither gives it to themselves.
 */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import {
  endGroupChange,
  insertGroup,
  insertGroupChange,
  listActiveIds,
  listGroups,
  lockGroupChange,
  replaceMembers,
  type ApproverGroup,
  type GroupChange,
} from '../../db/queries/approver-groups.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';

export type GroupProposal = {
  readonly groupId: string;
  readonly name: string;
  readonly officerIds: readonly string[];
  readonly reason: string;
};

/** @throws DomainError `group_change_pending`, `own_rights`, `not_found` for whoever is no officer at work */
export async function proposeGroup(
  trx: Transaction<DB>,
  caller: Caller,
  proposal: GroupProposal,
): Promise<ApproverGroup> {
  const { groupId, name, reason } = proposal;
  const officerIds = [...new Set(proposal.officerIds)];
  const { actorId } = caller.actor;
  const known = (await listGroups(trx, groupId))[0];
  if (known !== undefined && known.pending !== null) {
    throw new DomainError('group_change_pending', { changeId: known.pending.changeId });
  }
  assertGivesOthers(actorId, officerIds, known);
  const active = await listActiveIds(trx, officerIds);
  if (active.length < officerIds.length)
    throw new DomainError('not_found', { resource: 'officer' });
  const { now } = caller.clock;
  await insertGroup(trx, { groupId, name, createdById: actorId, createdAt: now });
  const change = { groupId, name, officerIds, reason, proposedById: actorId, proposedAt: now };
  const changeId = await insertGroupChange(trx, change);
  await audit(trx, caller, 'approver_group.change_proposed', groupId, {
    changeId,
    name,
    officerIds,
    reason,
  });
  return readGroup(trx, groupId);
}

export type GroupDecision = 'confirmed' | 'refused' | 'withdrawn';

/**
 * Confirmed or refused by another person, withdrawn by whoever proposed it.
 * @throws DomainError `not_found`, `illegal_transition`, `four_eyes`, `not_your_action`, `own_rights`
 */
export async function decideGroupChange(
  trx: Transaction<DB>,
  caller: Caller,
  { changeId, decision }: { readonly changeId: string; readonly decision: GroupDecision },
): Promise<ApproverGroup> {
  const { actorId } = caller.actor;
  const change = await lockGroupChange(trx, changeId);
  if (change === undefined)
    throw new DomainError('not_found', { resource: 'approver_group_change' });
  assertMayDecide(change, actorId, decision);
  const { groupId, officerIds } = change;
  const before = await readGroup(trx, groupId);
  if (decision === 'confirmed') {
    assertGivesOthers(actorId, officerIds, before);
    await replaceMembers(trx, change);
  }
  const end = { status: decision, decidedById: actorId, decidedAt: caller.clock.now };
  await endGroupChange(trx, changeId, end);
  const after = { changeId, officerIds: [...officerIds] };
  const members = before.members.map(({ officerId }) => officerId);
  await audit(trx, caller, `approver_group.change_${decision}`, groupId, after, { members });
  return readGroup(trx, groupId);
}

function assertMayDecide(change: GroupChange, actorId: string, decision: GroupDecision): void {
  const { status: from, proposedById } = change;
  if (from !== 'pending') {
    const subject = 'approver_group_change';
    throw new DomainError('illegal_transition', { subject, from, to: decision, event: decision });
  }
  const isOwn = proposedById === actorId;
  if (decision === 'withdrawn' && !isOwn) {
    throw new DomainError('not_your_action', { officerId: actorId });
  }
  if (decision !== 'withdrawn' && isOwn) throw new DomainError('four_eyes', { officerId: actorId });
}

/** Whoever proposes or confirms does not become a member by it. */
function assertGivesOthers(
  actorId: string,
  officerIds: readonly string[],
  group: ApproverGroup | undefined,
): void {
  const isMember = group?.members.some(({ officerId }) => officerId === actorId) ?? false;
  if (officerIds.includes(actorId) && !isMember) throw new DomainError('own_rights', {});
}

/** @throws DomainError `not_found` */
export async function readGroup(db: Transaction<DB>, groupId: string): Promise<ApproverGroup> {
  const [group] = await listGroups(db, groupId);
  if (group === undefined) throw new DomainError('not_found', { resource: 'approver_group' });
  return group;
}

type Facts = NonNullable<Parameters<typeof insertAudit>[1]['after']>;

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  action: string,
  groupId: string,
  after: Facts,
  before?: Facts,
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action,
    subjectType: 'approver_group',
    subjectId: groupId,
    ...(before === undefined ? {} : { before }),
    after,
    businessDate: clock.businessDate,
    requestId,
  });
}
