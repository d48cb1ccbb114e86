/**
 * Approvers work off their queues by one stated rule. Nobody here is clever: grades A to C are approved; grade D is
 * approved up to 400,000 yuan and declined above; the first approver of a car loan sends it back when the purchase
 * invoice is missing, and the loan officer hands it in and submits again.
 */
import type { IsoDate } from '../../domain/calendar.ts';
import type { Role } from '../../domain/roles.ts';
import { handOver, type Handed } from './apply.ts';
import type { Crew } from './crew.ts';
import { Refusal, type Caller } from './http.ts';
import { inParallel } from './parallel.ts';

export const decisionRule =
  'grades A to C approved, grade D approved up to ¥400,000.00, a car loan returned once for its invoice';

const HIGHEST_WITH_GRADE_D = 400_000;

const approvers: readonly Role[] = [
  'credit_officer',
  'branch_head',
  'risk_manager',
  'committee_member',
  'chief_risk_officer',
  'general_manager',
  'board_member',
];

/** Refusals that only say that somebody else was first. */
const overtaken = new Set(['stage_not_open', 'already_voted', 'no_seat', 'illegal_transition']);

type QueueLine = {
  readonly applicationId: string;
  readonly product: string;
  readonly amount: { readonly amount: string };
  readonly grade: string | null;
  readonly stage: {
    readonly stageId: string;
    readonly number: number;
    readonly attempt: number;
  } | null;
  readonly actions: readonly { readonly action: string; readonly allowed: boolean }[];
};

/** Everybody looks at their queue once and answers what they find. @returns how many votes were cast */
export async function voteOnce(crew: Crew, handed: readonly Handed[]): Promise<number> {
  const byId = new Map(handed.map((each) => [each.applicationId, each]));
  const counts = await inParallel(crew.all(approvers), (caller) => workOffQueue(caller, byId));
  return counts.reduce((total, count) => total + count, 0);
}

async function workOffQueue(caller: Caller, byId: ReadonlyMap<string, Handed>): Promise<number> {
  const { items } = await caller.get<{ items: readonly QueueLine[] }>(
    '/v1/stages?mine=todo&size=200',
  );
  let votes = 0;
  for (const line of items) {
    const known = byId.get(line.applicationId);
    const mayVote = line.actions.some(({ action, allowed }) => action === 'approve' && allowed);
    if (known === undefined || line.stage === null || !mayVote) continue;
    votes += await vote(caller, line.stage.stageId, await chooseVote(known, line));
  }
  return votes;
}

async function vote(caller: Caller, stageId: string, ballot: object): Promise<number> {
  try {
    await caller.post(`/v1/stages/${stageId}/votes`, `vote-${stageId}`, ballot);
    return 1;
  } catch (error) {
    if (error instanceof Refusal && overtaken.has(error.code)) return 0;
    throw error;
  }
}

async function chooseVote(handed: Handed, line: QueueLine): Promise<object> {
  if (lacksInvoice(handed, line) && !(await hasInvoice(handed))) {
    return {
      answer: 'return',
      reasonCode: 'documents_missing',
      comment: '请补交购车发票 (the purchase invoice is missing)',
    };
  }
  if (line.grade === 'D' && Number(line.amount.amount) > HIGHEST_WITH_GRADE_D) {
    return {
      answer: 'decline',
      reasonCode: 'outside_policy',
      comment: '等级 D 超过四十万元 (grade D above 400,000)',
    };
  }
  return { answer: 'approve', comment: '资料齐全,同意 (complete, agreed)' };
}

/** Only the first approver asks, so that a case comes back once. */
function lacksInvoice({ applicant }: Handed, { stage }: QueueLine): boolean {
  return applicant.purpose.startsWith('car_') && stage?.number === 1;
}

async function hasInvoice({ customerId, officer }: Handed): Promise<boolean> {
  const { items } = await officer.get<{ items: readonly { kind: string }[] }>(
    `/v1/customers/${customerId}/documents`,
  );
  return items.some(({ kind }) => kind === 'purchase_invoice');
}

type ApplicationAnswer = {
  readonly status: string;
  readonly version: number;
  readonly content: { readonly documents: readonly object[] };
};

/** Loan officers answer what came back. @returns how many were handed in again */
export async function answerReturns(
  handed: readonly Handed[],
  businessDate: IsoDate,
): Promise<number> {
  const answered = await inParallel(handed, async (each) => {
    const { applicationId, customerId, officer, applicant } = each;
    const path = `/v1/applications/${applicationId}`;
    const { status, version, content } = await officer.get<ApplicationAnswer>(path);
    if (status !== 'returned') return 0;
    const key = `row-${applicant.row}`;
    const invoice = { documentKind: 'purchase_invoice', issuedDate: businessDate };
    const documentId = await handOver(officer, customerId, `${key}-invoice`, invoice);
    const document = {
      documentId,
      kind: 'purchase_invoice',
      issuedDate: businessDate,
      isValid: true,
    };
    const documents = [...content.documents, document];
    await officer.patch(path, `${key}-invoice-added`, version, { documents });
    await officer.post(`${path}/submissions`, `${key}-submission-again`, {});
    return 1;
  });
  return answered.reduce<number>((total, count) => total + count, 0);
}

/** Applications on which somebody, or the platform, still has a word to say before there is an offer. */
export async function countUndecided(handed: readonly Handed[]): Promise<number> {
  const waiting = ['submitted', 'in_review', 'returned', 'approved'];
  const statuses = await inParallel(handed, async ({ officer, applicationId }) => {
    const { status } = await officer.get<ApplicationAnswer>(`/v1/applications/${applicationId}`);
    return status;
  });
  return statuses.filter((status) => waiting.includes(status)).length;
}
