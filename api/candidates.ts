/**
 * Who may be given a task, asked for advice, added as a signer, copied or stand in. The guards that a command would
 * meet are tried here for each person, so that the list and the refusal can never differ.
 */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { assertRanks } from '../domain/approval/delegation.ts';
import {
  assertMayJoin,
  assertMayTakeOver,
  assertUnbiased,
  type Receiver,
  type ReceivingCase,
} from '../domain/approval/receivers.ts';
import { assertMayTransfer } from '../domain/approval/task.ts';
import { DomainError } from '../domain/errors.ts';
import { toWireMoney } from '../domain/money.ts';
import { pinyinInitials } from '../domain/pinyin-initials.ts';
import { listRelatedOfficerIds } from '../db/queries/approvers.ts';
import {
  listActivePeople,
  listCandidateFacts,
  type CandidateFacts,
  type PersonName,
} from '../db/queries/candidates.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import { findDecider } from '../db/queries/delegations.ts';
import { findMatter } from '../db/queries/matters.ts';
import type { Scope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import { assertInSight, assertVisible, readTask } from './commands/tasks.ts';
import type { Actor } from './context.ts';
import type { candidate, candidateQuery } from './schemas/candidates.ts';

export type CandidateSearch = {
  readonly query: z.output<typeof candidateQuery>;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly clock: BusinessClock;
};

/** Throws the refusal a try with this person would meet. */
type Guard = (person: Receiver) => void;

const MOST = 20;

/**
 * Whoever may be chosen first, the least busy of them first.
 * @throws DomainError `not_found` for a stage out of reach, and for a transfer as `assertMayTransfer`
 */
export async function findCandidates(
  db: Kysely<DB>,
  search: CandidateSearch,
): Promise<z.output<typeof candidate>[]> {
  const guard = await guardOf(db, search);
  const people = await listActivePeople(db);
  const ids = people.filter((person) => isMeant(person, search.query.q)).map(idOf);
  const facts = await listCandidateFacts(db, ids, search.clock.businessDate);
  const found = facts.map((person) => present(person, refusalOf(guard, person)));
  found.sort(
    (a, b) =>
      Number(a.ineligible !== null) - Number(b.ineligible !== null) ||
      a.openTaskCount - b.openTaskCount ||
      (a.userName < b.userName ? -1 : 1),
  );
  return found.slice(0, MOST);
}

function idOf({ officerId }: PersonName): string {
  return officerId;
}

/** By a part of the name or the user name, or by the first initials. */
function isMeant({ name, userName }: PersonName, text: string | undefined): boolean {
  if (text === undefined) return true;
  const wanted = text.toLowerCase();
  return (
    name.toLowerCase().includes(wanted) ||
    userName.includes(wanted) ||
    pinyinInitials(name).startsWith(wanted)
  );
}

async function guardOf(db: Kysely<DB>, search: CandidateSearch): Promise<Guard> {
  const { query, actor } = search;
  if (query.purpose === 'delegation') return delegateGuard(db, actor);
  const { task, where } = await readCase(db, search);
  switch (query.purpose) {
    case 'transfer': {
      const seat = assertMayTransfer(task);
      return (person) => assertMayTakeOver(person, seat, where);
    }
    case 'signer':
      return (person) => assertMayJoin(person, where);
    case 'advice':
      return ({ officerId }) => {
        if (officerId === actor.actorId) throw new DomainError('delegation_to_self', {});
        assertUnbiased(officerId, where);
      };
    case 'copy':
      return ({ officerId }) => assertUnbiased(officerId, { ...where, makerIds: [] });
  }
}

async function delegateGuard(db: Kysely<DB>, { actorId }: Actor): Promise<Guard> {
  const from = await findDecider(db, actorId);
  if (from === undefined) throw new DomainError('not_found', { resource: 'officer' });
  return (person) => {
    if (person.officerId === actorId) throw new DomainError('delegation_to_self', {});
    assertRanks(from, person);
  };
}

/** The task as the caller sees it, and the case as every receiver is measured against it. */
async function readCase(db: Kysely<DB>, { query, actor, scope, clock }: CandidateSearch) {
  const found = query.stageId === undefined ? undefined : await findMatter(db, query.stageId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'stage' });
  await assertVisible(db, { actor, scope }, found);
  await assertInSight(db, actor, found);
  const { task } = await readTask(db, found, actor.actorId, clock);
  const related = await listRelatedOfficerIds(db, found.matter.customerId);
  const where: ReceivingCase = {
    stage: task.stage,
    makerIds: task.makerIds,
    relatedIds: [...task.relatedIds, ...related],
    earlierApprovals: task.earlierApprovals,
  };
  return { task, where };
}

function refusalOf(guard: Guard, { officerId, roles }: CandidateFacts): string | null {
  try {
    guard({ officerId, roles });
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function present(facts: CandidateFacts, ineligible: string | null): z.output<typeof candidate> {
  const { limit, roles, ...rest } = facts;
  return { ...rest, roles: [...roles], limit: limit && toWireMoney(limit), ineligible };
}
