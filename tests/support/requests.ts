/** Plays the workflow's part for a request, with people who hold the roles of each of its stages. */
import { createRequestActivities } from '../../activities/requests.ts';
import { findRequest } from '../../db/queries/approval-requests.ts';
import { findLoanChange } from '../../db/queries/loan-changes.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { findStage } from '../../db/queries/stages.ts';
import type { MatrixContent, StageTemplate } from '../../domain/approval/matrix.ts';
import type { Role } from '../../domain/roles.ts';
import type { Position, StagePosition } from '../../workflows/messages.ts';
import type { ApiAnswer, Person, TestApi, TestBranch } from './api.ts';

/** People by role, made as the stages ask for them; one file has one house. */
const staff = new Map<string, Person[]>();

/** As many holders of the stage's roles as could ever be asked at once. */
async function staffOf(
  api: TestApi,
  { approvers, mode, quorumCount }: StageTemplate,
): Promise<Person[]> {
  const found: Person[] = [];
  for (const { source, seatCount } of approvers) {
    if (source.kind !== 'role') continue;
    const branch: TestBranch = source.level === 'branch' ? 'shanghai' : 'head_office';
    const count = mode === 'any' ? 1 : Math.max(seatCount ?? 1, quorumCount ?? 1);
    found.push(...(await holders(api, source.role, branch, count)));
  }
  return found;
}

async function holders(
  api: TestApi,
  role: Role,
  branch: TestBranch,
  count: number,
): Promise<Person[]> {
  const key = `${role}/${branch}`;
  const known = staff.get(key) ?? [];
  while (known.length < count) known.push(await api.person([role], branch));
  staff.set(key, known);
  return known;
}

/** Everybody the matrix of a subject may ask for, where a real worker opens stages by itself. */
export async function engageApprovers(api: TestApi, subjectType: string): Promise<void> {
  const version = await findActiveVersion(api.db, 'matrix', `request-${subjectType}`);
  const { tiers } = version!.content as MatrixContent;
  for (const template of tiers.flatMap(({ path }) => path)) await staffOf(api, template);
}

export async function requestOfChange(api: TestApi, loanChangeId: string): Promise<string> {
  return (await findLoanChange(api.db, loanChangeId))!.requestId!;
}

/** Opens the next stage, with people for it in the house. */
export async function openStage(api: TestApi, requestId: string): Promise<StagePosition> {
  const { approval } = (await findRequest(api.db, requestId))!;
  for (const template of approval.path) await staffOf(api, template);
  return createRequestActivities({ db: api.db }).openNextRequestStage(approval.approvalId);
}

/** Where the request stands after its last stage. */
export async function lookAtRequest(api: TestApi, requestId: string): Promise<Position> {
  const { approval } = (await findRequest(api.db, requestId))!;
  return createRequestActivities({ db: api.db }).lookAtRequest(approval.approvalId);
}

export const approve = { answer: 'approve', comment: 'checked and found in order' };
export const decline = {
  answer: 'decline',
  reasonCode: 'outside_policy',
  comment: 'not within the policy',
};

/** One answer of everybody who is needed in the open stage. */
export async function voteInStage(
  api: TestApi,
  stageId: string,
  answer: object = approve,
): Promise<ApiAnswer[]> {
  const stage = (await findStage(api.db, stageId))!;
  const people = await staffOf(api, stage.template);
  const seated = people.filter(({ officerId }) =>
    stage.seats.some((seat) => seat.officerId === officerId && seat.status === 'open'),
  );
  const answers: ApiAnswer[] = [];
  for (const person of seated) {
    const given = await person.post(`/v1/stages/${stageId}/votes`, answer);
    answers.push(given);
    if (given.body.verdict !== 'open') break;
  }
  return answers;
}

/** Stage after stage until the request has its outcome; each is approved. */
export async function approveRequest(api: TestApi, requestId: string): Promise<string> {
  for (let turn = 0; turn < 10; turn += 1) {
    const { stageId } = await openStage(api, requestId);
    if (stageId === null) break;
    const answers = await voteInStage(api, stageId);
    const last = answers.at(-1);
    if (last?.status !== 201) throw new Error(`Vote: ${JSON.stringify(last?.body)}`);
  }
  return (await findRequest(api.db, requestId))!.request.status;
}

/** The change as it is once everybody asked has approved. */
export async function approveChange(api: TestApi, loanChangeId: string): Promise<string> {
  return approveRequest(api, await requestOfChange(api, loanChangeId));
}
