/** Applications ready to be handed in, and a matrix whose lowest tier is two stages with one and two of several votes. */
import { createHash, randomUUID } from 'node:crypto';
import { sealIdentity, sealPhone } from '../api/sealing.ts';
import { newId } from '../db/ids.ts';
import { readClock } from '../db/queries/clock.ts';
import { insertCustomer } from '../db/queries/customers.ts';
import type { MatrixContent } from '../domain/approval/matrix.ts';
import type { ApplicantFacts, ApplicationData } from '../domain/origination/application.ts';
import { inventPerson } from '../ops/demo/people.ts';
import type { House } from './house.ts';
import { inLanes } from './numbers.ts';

const facts: ApplicantFacts = {
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
};

/** Two of the second stage's officers must approve instead of one; a version in force is never written into. */
export async function useThreeVotes({ db }: House): Promise<void> {
  const { content } = await db
    .selectFrom('policy_version')
    .select('content')
    .where('kind', '=', 'matrix')
    .executeTakeFirstOrThrow();
  const text = JSON.stringify(withTwoOfSeveral(content as unknown as MatrixContent));
  await db.transaction().execute(async (trx) => {
    const { businessDate } = await readClock(trx);
    await trx
      .updateTable('policy_version')
      .set({ status: 'retired' })
      .where('kind', '=', 'matrix')
      .execute();
    await trx
      .insertInto('policy_version')
      .values({
        policy_version_id: newId(),
        kind: 'matrix',
        name: 'retail-cn',
        number: 2,
        status: 'active',
        content: text,
        content_hash: createHash('sha256').update(text).digest('hex'),
        author_id: null,
        confirmed_by_id: null,
        effective_date: businessDate,
        activated_at: new Date().toISOString(),
      })
      .execute();
  });
}

function withTwoOfSeveral(matrix: MatrixContent): MatrixContent {
  const tiers = matrix.tiers.map((tier) => ({
    ...tier,
    path: tier.path.map((stage) =>
      stage.key === 'second_credit_officer'
        ? { ...stage, mode: 'n_of_m' as const, quorumCount: 2 }
        : stage,
    ),
  }));
  return { ...matrix, tiers };
}

/**
 * Drafts that lack nothing, each of a customer of its own.
 * @param firstSerial tells the people of two batches apart
 * @returns the applications' ids
 */
export async function seedDrafts(
  house: House,
  { count, firstSerial }: { count: number; firstSerial: number },
): Promise<string[]> {
  const officer = await house.db
    .selectFrom('officer')
    .innerJoin('branch', 'branch.branch_id', 'officer.branch_id')
    .innerJoin('role_grant', 'role_grant.officer_id', 'officer.officer_id')
    .select(['officer.officer_id', 'officer.branch_id'])
    .where('role_grant.role', '=', 'loan_officer')
    .where('branch.code', '=', 'SH-JA')
    .executeTakeFirstOrThrow();
  const maker = { officerId: officer.officer_id, branchId: officer.branch_id };
  const serials = Array.from({ length: count }, (_, index) => firstSerial + index);
  const ids: string[] = [];
  await inLanes(serials, 8, async (serial) => {
    ids.push(await seedDraft(house, maker, serial));
  });
  return ids;
}

type Maker = { readonly officerId: string; readonly branchId: string };

async function seedDraft({ db, keys }: House, maker: Maker, serial: number): Promise<string> {
  const { officerId, branchId } = maker;
  const { businessDate } = await readClock(db);
  const person = inventPerson(serial, 40, businessDate);
  const customerId = newId();
  const applicationId = newId();
  await db.transaction().execute(async (trx) => {
    await insertCustomer(trx, {
      customerId,
      kind: 'person',
      name: person.name,
      birthDate: person.birthDate,
      identity: sealIdentity(keys, {
        type: 'national_id',
        country: 'CN',
        number: person.identityNumber,
      }),
      phone: sealPhone(keys, person.phone.replace(' ', '')),
      bankAccount: null,
      email: null,
      language: 'zh-CN',
      branchId,
      accountManagerId: officerId,
    });
    const consents = ['bureau_query', 'data_processing'].map((kind) => ({
      consent_id: newId(),
      customer_id: customerId,
      kind,
      wording_version: '2026-01',
      channel: 'counter',
      given_date: businessDate,
      withdrawn_at: null,
    }));
    await trx.insertInto('consent').values(consents).execute();
    const product = trx
      .selectFrom('policy_version')
      .select('policy_version_id')
      .where('kind', '=', 'product')
      .where('name', '=', 'consumer')
      .where('status', '=', 'active');
    await trx
      .insertInto('application')
      .values({
        application_id: applicationId,
        number: `B-${serial}`,
        customer_id: customerId,
        branch_id: branchId,
        status: 'draft',
        product_version_id: product,
        amount_minor: 2_000_000n,
        currency: 'CNY',
        content: JSON.stringify(contentOf(person.birthDate)),
        created_by: officerId,
        account_manager_id: officerId,
        created_date: businessDate,
        changed_date: businessDate,
      })
      .execute();
  });
  return applicationId;
}

function contentOf(birthDate: string): ApplicationData {
  return {
    productCode: 'consumer',
    customerType: 'person',
    amount: { amount: '20000.00', currency: 'CNY' },
    installmentCount: 12,
    method: 'equal_installment',
    purpose: 'furniture',
    applicant: { ...facts, birthDate },
    security: null,
    documents: [
      {
        documentId: randomUUID(),
        kind: 'identity_card',
        issuedDate: null,
        expiryDate: '2050-01-01',
        coversFrom: null,
        coversTo: null,
        isValid: true,
      },
    ],
    consents: [],
  };
}
