/** Cases in approval: the policies and calendar an installation starts with, and applications ready to be handed in. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newId } from '../../db/ids.ts';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { readClock } from '../../db/queries/clock.ts';
import { insertDocument } from '../../db/queries/documents.ts';
import { insertCalendarYears, insertInitialPolicies } from '../../db/queries/installation.ts';
import type { DB } from '../../db/tables.ts';
import { readCalendarYears, readPolicies } from '../../ops/installation.ts';
import type { DueStep, StagePosition } from '../../workflows/messages.ts';
import type { Person, TestApi } from './api.ts';
import { moveClockTo, seedCustomer } from './lending.ts';

/** Version 1 of each policy and the published calendar, as after a first start; contact rules come with collections. */
export async function seedPoliciesAndCalendar(db: Kysely<DB>): Promise<void> {
  const policies = await readPolicies();
  const years = await readCalendarYears();
  await db.transaction().execute(async (trx) => {
    const { businessDate } = await readClock(trx);
    const versions = policies.filter(({ kind }) => kind !== 'contact_policy');
    await insertInitialPolicies(trx, versions, businessDate);
    await insertCalendarYears(trx, years);
  });
}

/** The matrices of requests alone, for files that keep policies of their own. */
export async function seedRequestMatrices(db: Kysely<DB>): Promise<void> {
  const policies = await readPolicies();
  await db.transaction().execute(async (trx) => {
    const { businessDate } = await readClock(trx);
    const matrices = policies.filter(({ name }) => name.startsWith('request-'));
    await insertInitialPolicies(trx, matrices, businessDate);
  });
}

/** A customer of the officer's branch with the consents the products ask for. */
export async function seedApplicant(db: Kysely<DB>, manager: Person): Promise<string> {
  const { branchId, officerId } = manager;
  const customerId = await seedCustomer(db, { branchId, managerId: officerId });
  await seedConsents(db, customerId);
  await seedIdentityCard(db, customerId, officerId);
  return customerId;
}

/** Its id is the customer's, so that the body of an application is made from one id. */
async function seedIdentityCard(
  db: Kysely<DB>,
  customerId: string,
  receivedBy: string,
): Promise<void> {
  const content = Buffer.from('%PDF-1.7 identity card');
  const card = {
    documentId: customerId,
    customerId,
    applicationId: null,
    kind: 'identity_card',
    fileName: 'identity-card.pdf',
    mediaType: 'application/pdf',
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    issuedDate: null,
    expiryDate: '2050-01-01',
    receivedBy,
    content,
  };
  await db.transaction().execute((trx) => insertDocument(trx, card));
}

/** A bureau report of today, as a disbursement asks for. */
export async function seedBureauReport(
  db: Kysely<DB>,
  { customerId, receivedBy }: { readonly customerId: string; readonly receivedBy: string },
): Promise<void> {
  const content = Buffer.from('%PDF-1.7 bureau report');
  const { businessDate } = await readClock(db);
  const report = {
    documentId: newId(),
    customerId,
    applicationId: null,
    kind: 'bureau_report',
    fileName: 'bureau-report.pdf',
    mediaType: 'application/pdf',
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    issuedDate: businessDate,
    expiryDate: null,
    receivedBy,
    content,
  };
  await db.transaction().execute((trx) => insertDocument(trx, report));
}

async function seedConsents(db: Kysely<DB>, customerId: string): Promise<void> {
  const { businessDate } = await readClock(db);
  await db
    .insertInto('consent')
    .values(
      ['bureau_query', 'data_processing'].map((kind) => ({
        consent_id: newId(),
        customer_id: customerId,
        kind,
        wording_version: '2026-01',
        channel: 'branch',
        given_date: businessDate,
        withdrawn_at: null,
      })),
    )
    .execute();
}

export const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** A good applicant: grade A or B by the seeded scorecard. */
export const goodApplicant = {
  checkingStatus: 'none',
  savings: 'large',
  creditHistory: 'paid_duly',
  employment: 'over_7_years',
  property: 'real_estate',
  housing: 'own',
  job: 'skilled',
  otherInstallmentPlans: 'none',
  otherParties: 'none',
  existingCreditCount: 1,
  dependantCount: 1,
  residenceYears: 4,
} as const;

/** The body of a new application that lacks nothing. */
export function completeApplication(customerId: string, changes: Record<string, unknown> = {}) {
  return {
    customerId,
    product: 'consumer',
    amount: cny('20000.00'),
    installmentCount: 12,
    method: 'equal_installment',
    purpose: 'furniture',
    applicant: goodApplicant,
    documents: [
      { documentId: customerId, kind: 'identity_card', expiryDate: '2050-01-01', isValid: true },
    ],
    ...changes,
  };
}

export type SubmittedCase = { readonly applicationId: string; readonly customerId: string };

/** Makes an application over HTTP and hands it in. */
export async function submitCase(
  api: TestApi,
  officer: Person,
  changes: Record<string, unknown> = {},
): Promise<SubmittedCase> {
  const customerId = await seedApplicant(api.db, officer);
  const made = await officer.post('/v1/applications', completeApplication(customerId, changes));
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { applicationId } = made.body;
  const answer = await officer.post(`/v1/applications/${applicationId}/submissions`);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { applicationId, customerId };
}

/** Plays the workflow up to its next wait: assessed, and the next stage open. */
export async function openStage(
  db: Kysely<DB>,
  applicationId: string,
): Promise<StagePosition & { readonly approvalId: string }> {
  const steps = createApprovalActivities({ db });
  const { approvalId } = await steps.assessApplication(applicationId);
  if (approvalId === null) throw new Error('declined by rule');
  return { ...(await steps.openNextStage(approvalId)), approvalId };
}

/** Moves business time to the stage's next clocks and runs them, up to and including `kind`. */
export async function runClocksTo(
  db: Kysely<DB>,
  first: StagePosition,
  kind: string,
): Promise<StagePosition> {
  const steps = createApprovalActivities({ db });
  let position = first;
  for (;;) {
    const due: DueStep | null = position.next;
    if (due === null || position.stageId === null) throw new Error(`no clock ${kind}`);
    await moveClockTo(db, position.nextAt!);
    position = await steps.runStageDeadline(position.stageId, due);
    if (due.kind === kind) return position;
  }
}
