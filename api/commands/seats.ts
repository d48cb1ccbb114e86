/** The process admin seats a person where the rules found too few. Who never decides the case cannot be seated either. */
import type { Transaction } from 'kysely';
import { assertNew, isApprover } from '../../domain/approval/receivers.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { findVoter } from '../../db/queries/approvers.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import { lockMatter } from '../../db/queries/matters.ts';
import { insertSeats } from '../../db/queries/stages.ts';
import { listBarredIds } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import { rolePermissions } from '../permissions.ts';
import { listEarlierApprovals } from './ballots.ts';
import { momentOf, type Caller } from './caller.ts';
import { stageStep } from './settle-stage.ts';

export type SeatInput = {
  readonly stageId: string;
  readonly officerId: string;
  readonly reason: string;
};

/**
 * @throws DomainError `not_found` for stage or officer, `stage_not_open`, `officer_lacks_role`, and as `assertNew`
 */
export async function seatOfficer(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, officerId, reason }: SeatInput,
): Promise<void> {
  const locked = await lockMatter(trx, stageId);
  if (locked === undefined || !isWithinScope(caller.scope, locked.matter)) {
    throw new DomainError('not_found', { resource: 'stage' });
  }
  const { matter, stage } = locked;
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  const person = await findVoter(trx, officerId, matter.customerId);
  if (person === undefined) throw new DomainError('not_found', { resource: 'officer' });
  assertNew(officerId, {
    stage,
    makerIds: matter.makerIds,
    relatedIds: [...(await listBarredIds(trx, matter)), ...(person.isRelated ? [officerId] : [])],
    earlierApprovals: await listEarlierApprovals(trx, locked),
  });
  if (!mayDecide(person.roles, matter.kind)) throw lacksRole(officerId, stage.template.key);
  const added = { officerId, role: null, source: 'added', number: 1 } as const;
  const weight = { onBehalfOf: null, hasVeto: false, isCounted: true } as const;
  const running = await listRunningDeadlines(trx, stageId, 'open');
  const dueAt =
    running.find(({ kind }) => kind.startsWith('escalation_'))?.dueAt ?? caller.clock.now;
  await insertSeats(trx, stageId, [{ ...added, ...weight, addedBy: caller.actor.actorId }], dueAt);
  const details = { officerId, reason };
  const step = stageStep(locked, caller, { kind: 'stage.seat_added', details });
  await recordSteps(trx, [step], momentOf(caller));
}

/** A seat nobody can vote from would hold the stage for ever; applications are decided by approvers only. */
function mayDecide(roles: readonly Role[], kind: 'application' | 'request'): boolean {
  if (kind === 'application') return isApprover(roles);
  return roles.some((role) => rolePermissions[role].includes('approval.vote'));
}

function lacksRole(officerId: string, role: string): DomainError<'officer_lacks_role'> {
  return new DomainError('officer_lacks_role', { officerId, role });
}
