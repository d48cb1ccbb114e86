/**
 * A house with one accepted application, as far as disbursement and servicing need it: the rows that origination would
 * have left. The clock starts on a fixed day in the future, because it never runs back.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newId } from '../../db/ids.ts';
import { readClock } from '../../db/queries/clock.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { instantMs, localInstant } from '../../domain/instant.ts';
import { parseAmount } from '../../domain/money.ts';
import type { ApplicationData } from '../../domain/origination/application.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { defaultTerms } from '../../domain/schedule/default-terms.ts';
import type { TrancheRule } from '../../domain/origination/tranches.ts';
import { termsToWire, type LoanTerms } from '../../domain/schedule/terms.ts';
import { createKeyRing, type KeyRing } from '../../ops/keys.ts';

export const startDate = '2036-01-15';
const zone = 'Asia/Shanghai';

export const keys: KeyRing = createKeyRing({
  version: 1,
  current: 1,
  keys: { '1': randomBytes(32).toString('base64') },
  indexKey: randomBytes(32).toString('base64'),
});

/** The running loan of the rule book: 7.2 %, twelve equal installments, 30/360. */
export const runningTerms: LoanTerms = {
  ...defaultTerms,
  currency: 'CNY',
  annualRatePpm: 72_000,
  method: 'equal_installment',
  installments: 12,
  rounding: { mode: 'half_even', installmentMultiple: null },
};

/** The installation and one branch, for files that have no API of their own. */
export async function seedInstallation(db: Kysely<DB>): Promise<string> {
  const branchId = newId();
  await db.insertInto('installation').values({ mode: 'training', time_zone: zone }).execute();
  await db
    .insertInto('branch')
    .values({
      branch_id: branchId,
      code: 'SH',
      name: 'Shanghai',
      parent_branch_id: null,
      office_hours: JSON.stringify([]),
      time_zone: zone,
    })
    .execute();
  return branchId;
}

export async function seedOfficer(db: Kysely<DB>, branchId: string): Promise<string> {
  const officerId = newId();
  await db
    .insertInto('officer')
    .values({
      officer_id: officerId,
      user_id: officerId,
      user_name: officerId,
      display_name: 'An officer',
      branch_id: branchId,
    })
    .execute();
  return officerId;
}

/** Moves business time forward to an instant, given as local date and time. */
export async function moveClock(db: Kysely<DB>, date: IsoDate, time = '10:00'): Promise<void> {
  await moveClockTo(db, localInstant(date, time, zone));
}

/** Business time never runs back: an earlier instant changes nothing. */
export async function moveClockTo(db: Kysely<DB>, instant: string): Promise<void> {
  const { now, clockOffsetMs } = await readClock(db);
  const aheadMs = instantMs(instant) - instantMs(now);
  if (aheadMs <= 0) return;
  await db
    .updateTable('installation')
    .set({ clock_offset_ms: BigInt(clockOffsetMs + aheadMs) })
    .execute();
}

const policyKinds = ['product', 'matrix', 'scorecard'] as const;

type Policies = Readonly<Record<(typeof policyKinds)[number], string>>;

/** What is the application's own in its terms stands beside them in a product. */
function plainTerms(): ProductContent['terms'] {
  const {
    currency: _currency,
    annualRatePpm: _rate,
    method: _method,
    installments: _installments,
    firstDueDate: _firstDueDate,
    balloon: _balloon,
    customRows: _customRows,
    maxChargeRatePpm: _maxChargeRate,
    fees: _fees,
    ...terms
  } = termsToWire(runningTerms);
  return terms;
}

/** What every product says, with nothing asked for. */
const plainProduct: ProductContent = {
  code: 'test',
  names: { 'zh-CN': '测试贷款', en: 'Test loan' },
  customerTypes: ['person', 'company'],
  currency: 'CNY',
  amount: { from: '1.00', to: '30000000.00' },
  installmentCount: { from: 1, to: 600 },
  methods: ['equal_installment'],
  purposes: ['other'],
  annualRatePpm: 72_000,
  arrangementFee: { ratePpm: 0, timing: 'paid_apart' },
  maxAllInAnnualRatePpm: 1_000_000,
  terms: plainTerms(),
  offerDays: 30,
  matrix: 'test',
  scorecard: 'test',
  requiredFields: [],
  requiredDocuments: [],
  requiredConsents: [],
  coolingOffDays: 0,
};

/** A version of each policy an application pins; the product charges `feePpm` for arranging. */
export async function seedPolicies(
  db: Kysely<DB>,
  fee: { readonly ratePpm: number; readonly timing: 'deducted' | 'paid_apart' } = {
    ratePpm: 0,
    timing: 'paid_apart',
  },
  product: Partial<ProductContent> = {},
): Promise<Policies> {
  const ids = { product: newId(), matrix: newId(), scorecard: newId() };
  await db
    .insertInto('policy_version')
    .values(
      policyKinds.map((kind) => ({
        policy_version_id: ids[kind],
        kind,
        name: `test-${ids[kind].slice(-6)}`,
        number: 1,
        status: 'active' as const,
        content: JSON.stringify(
          kind === 'product' ? { ...plainProduct, arrangementFee: fee, ...product } : {},
        ),
        content_hash: kind,
        author_id: null,
        confirmed_by_id: null,
        effective_date: startDate,
        activated_at: null,
      })),
    )
    .execute();
  return ids;
}

export async function seedCustomer(
  db: Kysely<DB>,
  { branchId, managerId }: { readonly branchId: string; readonly managerId: string },
): Promise<string> {
  const customerId = newId();
  await db
    .insertInto('customer')
    .values({
      customer_id: customerId,
      number: `C-${customerId.slice(-8)}`,
      kind: 'person',
      name: '王小明',
      birth_date: '1990-05-01',
      identity_cipher: keys.seal(customerId),
      identity_index: keys.blindIndex('identity', customerId),
      identity_mask: '310***********0011',
      phone_cipher: keys.seal('13800000000'),
      phone_index: keys.blindIndex('phone', customerId),
      phone_mask: '138****0000',
      bank_account_cipher: keys.seal('6222020000000000011'),
      bank_account_index: keys.blindIndex('bank_account', customerId),
      bank_account_mask: '6222********0011',
      email: 'wang@example.com',
      language: 'en',
      branch_id: branchId,
      account_manager_id: managerId,
      user_id: null,
    })
    .execute();
  return customerId;
}

export type AcceptedCase = {
  readonly applicationId: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly managerId: string;
  readonly contractHash: string;
};

const plainContent: ApplicationData = {
  productCode: 'test',
  customerType: 'person',
  amount: null,
  installmentCount: 12,
  method: 'equal_installment',
  purpose: 'other',
  applicant: {},
  security: null,
  documents: [],
  consents: [],
};

/** An application whose offer the applicant has accepted. */
export async function seedAcceptedCase(
  db: Kysely<DB>,
  branchId: string,
  asked: {
    readonly amount: string;
    readonly terms?: LoanTerms;
    readonly policies?: Policies;
    readonly customerId?: string;
    readonly content?: Partial<ApplicationData>;
    readonly tranches?: TrancheRule;
  },
): Promise<AcceptedCase> {
  const terms = asked.terms ?? runningTerms;
  const managerId = await seedOfficer(db, branchId);
  const policies = asked.policies ?? (await seedPolicies(db));
  const customerId = asked.customerId ?? (await seedCustomer(db, { branchId, managerId }));
  const { businessDate, now } = await readClock(db);
  const { minor } = parseAmount(asked.amount, 'CNY');
  const applicationId = newId();
  await db
    .insertInto('application')
    .values({
      application_id: applicationId,
      number: `LA-${applicationId.slice(-8)}`,
      customer_id: customerId,
      branch_id: branchId,
      status: 'accepted',
      product_version_id: policies.product,
      matrix_version_id: policies.matrix,
      scorecard_version_id: policies.scorecard,
      amount_minor: minor,
      currency: 'CNY',
      content: JSON.stringify({ ...plainContent, ...asked.content }),
      created_by: managerId,
      submitted_by: managerId,
      account_manager_id: managerId,
      created_date: businessDate,
      changed_date: businessDate,
    })
    .execute();
  const wire = JSON.stringify(termsToWire(terms));
  const contractHash = createHash('sha256').update(wire).digest('hex');
  await db
    .insertInto('offer')
    .values({
      offer_id: newId(),
      application_id: applicationId,
      round: 1,
      status: 'accepted',
      amount_minor: minor,
      currency: 'CNY',
      terms: wire,
      schedule: JSON.stringify({}),
      all_in_simple_ppm: 72_000,
      all_in_compound_ppm: 74_424,
      content_hash: contractHash,
      tranches: asked.tranches === undefined ? null : JSON.stringify(asked.tranches),
      issued_at: now,
      expires_at: now,
      accepted_at: now,
      accepted_by: customerId,
    })
    .execute();
  return { applicationId, customerId, branchId, managerId, contractHash };
}
