/**
 * A house with one record of every kind that a page shows: a loan that is late, its collection case, an application
 * with an open stage, a draft, an offer, a request, and the people who may see them.
 */
import { sql } from 'kysely';
import { createApprovalActivities } from '../../../activities/approvals.ts';
import { permissionsOf } from '../../../api/permissions.ts';
import { addDays } from '../../../domain/calendar.ts';
import type { Role } from '../../../domain/roles.ts';
import { builtInWords } from '../../../locales/catalogue.ts';
import { mayOpen, type Page } from '../../../web/app/page.ts';
import { portalPages } from '../../../web/portal/pages.ts';
import { pages } from '../../../web/routes.ts';
import type { Borrower, Person, TestApi } from '../../support/api.ts';
import {
  cny,
  completeApplication,
  openStage,
  seedApplicant,
  seedPoliciesAndCalendar,
  submitCase,
} from '../../support/cases.ts';
import { seedContactPolicy } from '../../support/collections.ts';
import { moveClock, seedAcceptedCase } from '../../support/lending.ts';
import { requestOfChange } from '../../support/requests.ts';
import {
  lookAt,
  runDisbursement,
  runUntil,
  seedReleased,
  stateOf,
} from '../../support/servicing.ts';

const startDate = '2036-02-13';

/** Who looks at a page: the first of these that may, so that each page is seen with work in it. */
export const cast = [
  'credit_officer',
  'branch_head',
  'loan_officer',
  'finance',
  'collector',
  'collection_lead',
  'risk_manager',
  'operations',
  'admin',
  'auditor',
] as const satisfies readonly Role[];
export type CastRole = (typeof cast)[number];

export type House = {
  readonly staff: Readonly<Record<CastRole, Person>>;
  readonly borrower: Borrower;
  /** The page's address with a real record in it. @throws Error for a parameter no record is named for */
  readonly addressOf: (path: string) => string;
};

export async function seedHouse(api: TestApi): Promise<House> {
  const { db } = api;
  await moveClock(db, startDate);
  await seedPoliciesAndCalendar(db);
  await seedContactPolicy(db, startDate);
  const staff = await hire(api);
  const late = await lateLoan(api);
  const application = await submitCase(api, staff.loan_officer);
  await openStage(db, application.applicationId);
  const { borrower, special } = await seedBorrower(api, staff);
  const named: Readonly<Record<string, string>> = {
    ...late,
    ...application,
    officerId: staff.collector.officerId,
    branchId: api.branchIds.shanghai,
    product: 'consumer',
    requestId: await openRequest(api, staff, late.loanId),
  };
  const ofPath: Readonly<Record<string, string>> = {
    ...special,
    '/applications/$applicationId/edit': await draftOf(api, staff.loan_officer),
    '/admin/templates/$policyVersionId': await templateOf(staff.admin),
    '/policy/products/$policyVersionId': await versionId(api, 'product', 'consumer'),
    '/policy/tiers/$policyVersionId': await versionId(api, 'matrix', 'retail-cn'),
  };
  const ids = { ...(await anyRecords(api, Object.keys(named))), ...named };
  return {
    staff,
    borrower,
    addressOf: (path) =>
      path.replace(/\$(\w+)/g, (_whole, name: string) => {
        const id = ofPath[path] ?? ids[name];
        if (id === undefined) throw new Error(`${path}: the house has no record for $${name}`);
        return id;
      }),
  };
}

/** For the parameters no record is named for: `$someThingId` is any row of `some_thing`. */
async function anyRecords(
  { db }: TestApi,
  known: readonly string[],
): Promise<Record<string, string>> {
  const paths = [...pages, ...portalPages].map(({ path }) => path);
  const names = paths.flatMap((path) =>
    [...path.matchAll(/\$(\w+Id)\b/g)].map(([, name]) => name!),
  );
  const found: Record<string, string> = {};
  for (const name of new Set(names)) {
    if (known.includes(name)) continue;
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const table = column.replace(/_id$/, '');
    const { rows: tables } = await sql`select to_regclass(${table}) as own`.execute(db);
    if ((tables[0] as { own: string | null }).own === null) continue;
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(column)}::text as id from ${sql.table(table)} order by 1 limit 1`.execute(
      db,
    );
    if (rows[0] !== undefined) found[name] = rows[0].id;
  }
  return found;
}

/** Null for a page that nobody of the cast may open. */
export function viewerOf(page: Pick<Page, 'path' | 'who'>): CastRole | null {
  // A request is seen by whoever asked for it and by those it asks.
  if (page.path.includes('$requestId')) return 'operations';
  return cast.find((role) => mayOpen(page, visitorOf(role))) ?? null;
}

export function visitorOf(role: Role) {
  return { permissions: [...permissionsOf([role])], roles: [role] };
}

async function hire(api: TestApi): Promise<Record<CastRole, Person>> {
  const people: Partial<Record<CastRole, Person>> = {};
  for (const role of cast) {
    const sitsAbove = role === 'admin' || role === 'auditor' || role === 'risk_manager';
    people[role] = await api.person([role], sitsAbove ? 'head_office' : 'shanghai');
  }
  return people as Record<CastRole, Person>;
}

async function paidOut(api: TestApi, customerId?: string): Promise<string> {
  const { db } = api;
  const policies = {
    product: await versionId(api, 'product', 'consumer'),
    matrix: await versionId(api, 'matrix', 'retail-cn'),
    scorecard: await versionId(api, 'scorecard', 'expert'),
  };
  const whose = customerId === undefined ? {} : { customerId };
  const asked = { amount: '50000.00', policies, ...whose };
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, asked);
  return (await runDisbursement(db, await seedReleased(db, accepted)))!;
}

/** Five days after a first installment that nobody paid. */
async function lateLoan(api: TestApi) {
  const { db } = api;
  const loanId = await paidOut(api);
  const { dueDate } = (await stateOf(db, loanId)).rows[0]!;
  await runUntil(db, loanId, addDays(dueDate, 5));
  const { case_id: caseId } = await db
    .selectFrom('collection_case')
    .select('case_id')
    .executeTakeFirstOrThrow();
  return { loanId, caseId };
}

/** Words of a notice that an administrator is writing. */
async function templateOf(admin: Person): Promise<string> {
  const name = 'due_today';
  const content = { name, texts: builtInWords(name) };
  const draft = { kind: 'notice_template', name, content };
  return (await admin.post('/v1/policy-versions', draft)).body.policyVersionId;
}

async function versionId(api: TestApi, kind: 'product' | 'matrix' | 'scorecard', name: string) {
  const { policy_version_id: id } = await api.db
    .selectFrom('policy_version')
    .select('policy_version_id')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return id;
}

async function openRequest(
  api: TestApi,
  { operations }: Pick<House['staff'], 'operations'>,
  loanId: string,
): Promise<string> {
  const asked = await operations.post(`/v1/loans/${loanId}/changes`, {
    kind: 'rate_change',
    annualRatePpm: 60_000,
  });
  return requestOfChange(api, asked.body.loanChangeId);
}

async function draftOf({ db }: TestApi, officer: Person): Promise<string> {
  const customerId = await seedApplicant(db, officer);
  const made = await officer.post('/v1/applications', completeApplication(customerId));
  return made.body.applicationId;
}

/** Somebody with a draft, an offer and a loan in good order. */
async function seedBorrower(api: TestApi, staff: House['staff']) {
  const offered = await submitCase(api, staff.loan_officer);
  await approve(api, staff, offered.applicationId);
  const borrower = await api.borrower(offered.customerId);
  const amount = cny('20000.00');
  const draft = await borrower.post('/v1/my/applications', { product: 'consumer', amount });
  const loanId = await paidOut(api, offered.customerId);
  await borrower.post('/v1/my/requests', { kind: 'question', loanId, body: '提前还清要多少钱?' });
  await lookAt(api.db, loanId);
  const special = {
    '/my/apply/$applicationId': draft.body.applicationId as string,
    '/my/applications/$applicationId': offered.applicationId,
    '/my/applications/$applicationId/offer': offered.applicationId,
    '/my/loans/$loanId': loanId,
    '/my/loans/$loanId/pay': loanId,
    '/my/loans/$loanId/help': loanId,
  };
  return { borrower, special };
}

/** Everybody who is asked agrees, until there is an offer. */
async function approve(
  { db }: TestApi,
  staff: House['staff'],
  applicationId: string,
): Promise<void> {
  const opened = await openStage(db, applicationId);
  const steps = createApprovalActivities({ db });
  const vote = { answer: 'approve', comment: '同意' };
  let { stageId } = opened;
  for (let turn = 0; stageId !== null && turn < 6; turn += 1) {
    for (const person of [staff.credit_officer, staff.branch_head])
      await person.post(`/v1/stages/${stageId}/votes`, vote);
    ({ stageId } = await steps.openNextStage(opened.approvalId));
  }
  await steps.lookAtApplication(applicationId, 1);
}
