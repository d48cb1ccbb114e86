/** People to whom a holder gives something of a case, on rows as they are now. */
import type { Transaction } from 'kysely';
import type { ReceivingCase } from '../../domain/approval/receivers.ts';
import { DomainError } from '../../domain/errors.ts';
import { findVoter, type Voter } from '../../db/queries/approvers.ts';
import type { DB } from '../../db/tables.ts';
import type { LockedTask } from './tasks.ts';

/** @throws DomainError `not_found` for whoever is no active officer */
export async function findReceiver(
  trx: Transaction<DB>,
  { locked }: LockedTask,
  officerId: string,
): Promise<Voter> {
  const person = await findVoter(trx, officerId, locked.matter.customerId);
  if (person === undefined) throw new DomainError('not_found', { resource: 'officer' });
  return person;
}

/** The case as a receiver is measured against it. */
export function receivingCase({ task }: LockedTask, person: Voter): ReceivingCase {
  const { stage, makerIds, relatedIds, earlierApprovals } = task;
  const own = person.isRelated ? [person.officerId] : [];
  return { stage, makerIds, relatedIds: [...relatedIds, ...own], earlierApprovals };
}
