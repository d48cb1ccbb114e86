/** The process admin seats a person where the rules found too few. Who never decides the case cannot be seated either. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { makersOf } from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { findVoter } from '../../db/queries/approvers.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import { lockStage } from '../../db/queries/case-locks.ts';
import { insertSeats } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { rolePermissions } from '../permissions.ts';
import { momentOf, type Caller } from './caller.ts';

export type SeatInput = {
  readonly stageId: string;
  readonly officerId: string;
  readonly reason: string;
};

/**
 * @throws DomainError `not_found` for stage or officer, `stage_not_open`, `four_eyes`, `officer_lacks_role`,
 * `conflict_of_interest`
 */
export async function seatOfficer(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, officerId, reason }: SeatInput,
): Promise<void> {
  const locked = await lockStage(trx, stageId);
  if (locked === undefined || !isWithinScope(caller.scope, locked.application)) {
    throw new DomainError('not_found', { resource: 'stage' });
  }
  const { application, approval, stage } = locked;
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  const person = await findVoter(trx, officerId, application.customerId);
  if (person === undefined) throw new DomainError('not_found', { resource: 'officer' });
  if (makersOf(application).includes(officerId)) throw new DomainError('four_eyes', { officerId });
  if (!mayVote(person.roles)) throw lacksRole(officerId, stage.template.key);
  if (person.isRelated) throw new DomainError('conflict_of_interest', { officerId });
  const added = { officerId, role: null, source: 'added', number: 1 } as const;
  const weight = { onBehalfOf: null, hasVeto: false, isCounted: true } as const;
  const running = await listRunningDeadlines(trx, stageId, 'open');
  const dueAt =
    running.find(({ kind }) => kind.startsWith('escalation_'))?.dueAt ?? caller.clock.now;
  await insertSeats(trx, stageId, [{ ...added, ...weight, addedBy: caller.actor.actorId }], dueAt);
  const step = {
    kind: 'stage.seat_added',
    applicationId: application.applicationId,
    approvalId: approval.approvalId,
    stageId,
    actorId: caller.actor.actorId,
    details: { officerId, reason },
  };
  await recordSteps(trx, [step], momentOf(caller));
}

/** A seat nobody can vote from would hold the stage for ever. */
function mayVote(roles: readonly Role[]): boolean {
  return roles.some((role) => rolePermissions[role].includes('approval.vote'));
}

function lacksRole(officerId: string, role: string): DomainError<'officer_lacks_role'> {
  return new DomainError('officer_lacks_role', { officerId, role });
}
