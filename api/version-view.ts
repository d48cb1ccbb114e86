/** One version of a policy as its page shows it: names of its people, whom it waits for, what its reader may do. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { findOpenRequest, findRequest } from '../db/queries/approval-requests.ts';
import { readOfficerNames } from '../db/queries/approvers.ts';
import { countOpenCases, type PolicyVersion } from '../db/queries/policy-versions.ts';
import { listStagesOf } from '../db/queries/stages.ts';
import type { DB } from '../db/tables.ts';
import type { VersionState } from '../domain/approval/version-states.ts';
import type { DomainErrorCode } from '../domain/errors.ts';
import type { Actor } from './context.ts';
import type { shownVersion, versionActionNames } from './schemas/policy-versions.ts';

type ActionName = (typeof versionActionNames)[number];

/** The request a version waits in. */
type Waiting = {
  readonly requestId: string;
  readonly number: string;
  readonly requestedBy: string | null;
  /** Whoever holds an open seat. */
  readonly seatedIds: readonly string[];
};

export async function viewVersion(
  db: Kysely<DB>,
  actor: Actor,
  version: PolicyVersion,
): Promise<z.output<typeof shownVersion>> {
  const { policyVersionId, authorId, confirmedById } = version;
  const waiting = await findWaiting(db, policyVersionId);
  const ids = [authorId, confirmedById, ...(waiting?.seatedIds ?? [])];
  const names = await readOfficerNames(db, [...new Set(ids.filter((id) => id !== null))]);
  const nameOf = (officerId: string | null) =>
    officerId === null ? null : (names.get(officerId) ?? null);
  const counts = await countOpenCases(db, [policyVersionId]);
  return {
    ...version,
    content: version.content as Record<string, unknown>,
    authorName: nameOf(authorId),
    confirmedByName: nameOf(confirmedById),
    openCaseCount: counts.get(policyVersionId) ?? 0,
    request: waiting && {
      requestId: waiting.requestId,
      number: waiting.number,
      waitsFor: waiting.seatedIds.map((officerId) => nameOf(officerId) ?? officerId),
    },
    actions: findActions(version, actor, waiting),
  };
}

async function findWaiting(db: Kysely<DB>, policyVersionId: string): Promise<Waiting | null> {
  const requestId = await findOpenRequest(db, 'policy_version', policyVersionId);
  const found = requestId === undefined ? undefined : await findRequest(db, requestId);
  if (found === undefined) return null;
  const { request, approval } = found;
  const stages = await listStagesOf(db, approval.approvalId);
  const seats = stages.filter(({ status }) => status === 'open').flatMap((stage) => stage.seats);
  const seatedIds = seats
    .filter(({ status }) => status === 'open')
    .map(({ officerId }) => officerId);
  const { number, requestedBy } = request;
  return { requestId: request.requestId, number, requestedBy, seatedIds };
}

/** What a try would meet, as far as it can be known before: the commands judge again on locked rows. */
function findActions(
  { kind, status, authorId }: PolicyVersion,
  actor: Actor,
  waiting: Waiting | null,
) {
  const isAuthor = actor.permissions.has('policy-version.author');
  const isSecond = actor.permissions.has('policy-version.activate');
  const secondReason = whyNoVote({ status, authorId, actorId: actor.actorId, waiting });
  const isRequester = waiting?.requestedBy === actor.actorId;
  const back = status === 'scheduled' || isRequester ? null : secondReason;
  const found: [ActionName, boolean, DomainErrorCode | null][] = [
    ['edit', isAuthor, only(status, 'draft')],
    ['submit', isAuthor, only(status, 'draft')],
    ['confirm', isSecond, only(status, 'pending_second_person') ?? secondReason],
    ['send_back', isSecond, only(status, 'pending_second_person', 'scheduled') ?? back],
    ['roll_back', isAuthor, only(status, 'retired')],
    ['copy', isAuthor, null],
  ];
  if (kind === 'matrix') found.push(['simulate', isAuthor, null]);
  return found.map(([action, hasRight, refusal]) => {
    const reasonCode = hasRight ? refusal : 'permission_denied';
    return { action, allowed: reasonCode === null, reasonCode };
  });
}

function only(status: VersionState, ...states: readonly VersionState[]): DomainErrorCode | null {
  return states.includes(status) ? null : 'illegal_transition';
}

type Ballot = {
  readonly status: VersionState;
  readonly authorId: string | null;
  readonly actorId: string;
  readonly waiting: Waiting | null;
};

function whyNoVote({ authorId, actorId, waiting }: Ballot): DomainErrorCode | null {
  if (authorId === actorId || waiting?.requestedBy === actorId) return 'four_eyes';
  if (waiting === null || waiting.seatedIds.length === 0) return 'stage_not_open';
  return waiting.seatedIds.includes(actorId) ? null : 'no_seat';
}
