/** Applications on the wire: what is entered, what is read, what is missing. */
import { z } from 'zod';
import { applicationStates } from '../../domain/origination/application-states.ts';
import { documentKinds, purposes } from '../../domain/origination/application.ts';
import { riskGrades } from '../../domain/approval/matrix.ts';
import { methods } from '../../domain/schedule/terms.ts';
import {
  actions,
  cursorPaging,
  id,
  instant,
  isoDate,
  money,
  pageOf,
  paging,
  ppm,
  text,
  timelineOf,
  version,
  wireMoney,
} from './common.ts';

export const applicationParams = z.object({ applicationId: id });

/** An amount that stays as it is written, because the content of an application is JSON. */
const amount = wireMoney.refine((value) => money.safeParse(value).success, 'must be an amount');
/** Income, debt and values; below zero they would turn a ratio around. */
const notNegative = amount.refine(
  ({ amount: text }) => !text.startsWith('-'),
  'must not be negative',
);
const count = z.number().int().min(0).max(1_000);

const applicant = z.strictObject({
  birthDate: isoDate.nullable().exactOptional(),
  foundedDate: isoDate.nullable().exactOptional(),
  monthlyIncome: notNegative.nullable().exactOptional(),
  isIncomeVerified: z.boolean().nullable().exactOptional(),
  monthlyDebtService: notNegative.nullable().exactOptional(),
  annualCashFlow: amount.nullable().exactOptional(),
  annualDebtService: notNegative.nullable().exactOptional(),
  checkingStatus: z.enum(['none', 'overdrawn', 'low', 'high']).nullable().exactOptional(),
  savings: z
    .enum(['none_known', 'small', 'moderate', 'large', 'very_large'])
    .nullable()
    .exactOptional(),
  creditHistory: z
    .enum(['no_credits', 'all_paid_here', 'paid_duly', 'past_delays', 'critical'])
    .nullable()
    .exactOptional(),
  employment: z
    .enum(['unemployed', 'under_1_year', '1_to_4_years', '4_to_7_years', 'over_7_years'])
    .nullable()
    .exactOptional(),
  property: z
    .enum(['real_estate', 'life_insurance', 'car_or_other', 'none_known'])
    .nullable()
    .exactOptional(),
  housing: z.enum(['own', 'rent', 'free']).nullable().exactOptional(),
  job: z
    .enum(['unskilled_non_resident', 'unskilled', 'skilled', 'management'])
    .nullable()
    .exactOptional(),
  otherInstallmentPlans: z.enum(['none', 'bank', 'stores']).nullable().exactOptional(),
  otherParties: z.enum(['none', 'co_applicant', 'guarantor']).nullable().exactOptional(),
  existingCreditCount: count.nullable().exactOptional(),
  dependantCount: count.nullable().exactOptional(),
  residenceYears: count.nullable().exactOptional(),
});

const security = z.strictObject({
  kind: z.enum(['residential', 'commercial', 'movable', 'deposit']),
  value: notNegative,
  valuedDate: isoDate,
  haircutPpm: ppm.max(1_000_000),
  seniorDebt: notNegative.nullable(),
});

const document = z.strictObject({
  documentId: id,
  kind: z.enum(documentKinds),
  issuedDate: isoDate.nullable().default(null),
  expiryDate: isoDate.nullable().default(null),
  coversFrom: isoDate.nullable().default(null),
  coversTo: isoDate.nullable().default(null),
  isValid: z.boolean().nullable().default(null),
});

/** What can be written into a draft, all of it by and by; null says *not collected*. */
const entries = {
  amount,
  installmentCount: z.number().int().min(1).max(600).nullable(),
  method: z.enum(methods).nullable(),
  purpose: z.enum(purposes).nullable(),
  applicant,
  security: security.nullable(),
  documents: z.array(document).max(100),
};

export const applicationInput = z.strictObject({
  customerId: id,
  /** The product's code. */
  product: text(60),
  /** The customer's own account manager unless named. */
  accountManagerId: id.exactOptional(),
  amount: entries.amount,
  installmentCount: entries.installmentCount.default(null),
  method: entries.method.default(null),
  purpose: entries.purpose.default(null),
  applicant: entries.applicant.default({}),
  security: entries.security.default(null),
  documents: entries.documents.default([]),
  /** The newest paper on file of each kind the product asks for joins the draft. */
  reusesPapers: z.boolean().default(false),
});
export type ApplicationInput = Omit<z.output<typeof applicationInput>, 'reusesPapers'>;

/** Facts of the applicant are merged one by one; everything else that is named takes the place of what was there. */
export const applicationChanges = z.strictObject({
  amount: entries.amount.exactOptional(),
  installmentCount: entries.installmentCount.exactOptional(),
  method: entries.method.exactOptional(),
  purpose: entries.purpose.exactOptional(),
  applicant: entries.applicant.exactOptional(),
  security: entries.security.exactOptional(),
  documents: entries.documents.exactOptional(),
});
export type ApplicationChanges = z.output<typeof applicationChanges>;

export const completenessItem = z
  .object({
    path: z.string(),
    kind: z.enum(['field', 'document', 'check']),
    state: z.enum(['satisfied', 'missing', 'expired', 'invalid', 'unknown']),
    severity: z.enum(['block', 'warn']),
    appliesBefore: z.enum(['submit', 'review', 'approve', 'disburse']),
    code: z.string(),
    params: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CompletenessItem' });

export const application = z
  .object({
    applicationId: id,
    number: z.string(),
    customerId: id,
    customerName: z.string().meta({ description: 'Masked for persons' }),
    customerKind: z.enum(['person', 'company']),
    customerNumber: z.string(),
    branchId: id,
    branchName: z.string(),
    accountManagerName: z.string(),
    status: z.enum(applicationStates),
    round: z.number().int(),
    product: z.string(),
    productNames: z.object({ 'zh-CN': z.string(), en: z.string() }),
    amount: wireMoney,
    grade: z.enum(riskGrades).nullable(),
    tier: z.string().nullable(),
    content: z.record(z.string(), z.unknown()),
    createdBy: z.string(),
    submittedBy: z.string().nullable(),
    accountManagerId: id,
    loanId: id.nullable(),
    productVersionId: id,
    matrixVersionId: id.nullable(),
    scorecardVersionId: id.nullable(),
    version,
    createdAt: instant,
    submittedAt: instant.nullable(),
    returnedAt: instant.nullable(),
    decidedAt: instant.nullable(),
    completeness: z.array(completenessItem),
    /** Paths of what has to be there before it can be handed in; empty when it may go. */
    submitBlockers: z.array(z.string()),
    actions,
  })
  .meta({ id: 'Application' });

export const applicationLine = z
  .object({
    applicationId: id,
    number: z.string(),
    customerId: id,
    /** Masked for persons. */
    customerName: z.string(),
    product: z.string(),
    amount: wireMoney,
    status: z.enum(applicationStates),
    grade: z.enum(riskGrades).nullable(),
    tier: z.string().nullable(),
    branchId: id,
    createdAt: instant,
    submittedAt: instant.nullable(),
    decidedAt: instant.nullable(),
  })
  .meta({ id: 'ApplicationLine' });
export const applicationPage = pageOf(applicationLine);

export const applicationQuery = z.strictObject({
  ...paging,
  status: z.enum(applicationStates).exactOptional(),
  branchId: id.exactOptional(),
  customerId: id.exactOptional(),
  grade: z.enum(riskGrades).exactOptional(),
  product: text(60).exactOptional(),
  /** The start of an application number. */
  number: text(40).exactOptional(),
});

export const timelineEvent = z
  .object({
    kind: z.string(),
    stageId: id.nullable(),
    actorId: z.string().nullable(),
    /** Null for the system itself and for the applicant. */
    actorName: z.string().nullable(),
    occurredAt: instant,
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEvent' });
export const timeline = timelineOf(timelineEvent);
export const cursorQuery = z.strictObject(cursorPaging);

export const submitted = z
  .object({
    applicationId: id,
    number: z.string(),
    status: z.enum(applicationStates),
    submissionNumber: z.number().int(),
    /** Whether the path begins anew, goes on where it was returned from, or begins for the first time. */
    path: z.enum(['begins', 'resumes', 'runs_again']),
    version,
  })
  .meta({ id: 'Submission' });

export const withdrawalInput = z.strictObject({ reason: text(500) });

export const applicationState = z
  .object({ applicationId: id, status: z.enum(applicationStates), version })
  .meta({ id: 'ApplicationState' });

export const assessment = z
  .object({
    round: z.number().int(),
    submissionNumber: z.number().int(),
    score: z.number().int().nullable(),
    grade: z.enum(riskGrades).nullable(),
    outcome: z.enum(['approve', 'refer', 'decline']),
    reasons: z.array(z.string()),
    inputs: z.record(z.string(), z.unknown()),
    rules: z.array(z.unknown()),
    factors: z.array(z.unknown()),
    versions: z.record(z.string(), z.string()),
    createdAt: instant,
  })
  .meta({ id: 'Assessment' });
export const assessmentList = z.object({ items: z.array(assessment) });
