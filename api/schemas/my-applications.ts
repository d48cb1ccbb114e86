/** Applications as their applicants have them: plain steps, what is missing, what it costs; nothing of the inside. */
import { z } from 'zod';
import { documentKinds, purposes } from '../../domain/origination/application.ts';
import { progressSteps } from '../../domain/origination/progress.ts';
import { methods } from '../../domain/schedule/terms.ts';
import { applicationChanges, completenessItem } from './application.ts';
import { id, instant, isoDate, pageOf, ppm, text, version, wireMoney } from './common.ts';

export const applicationParams = z.strictObject({ applicationId: id });
export const productParams = z.strictObject({ code: text(60) });

const names = z.object({ 'zh-CN': z.string(), en: z.string() });

const requiredPaper = z.object({
  kind: z.enum(documentKinds),
  /** Before handing in, or later. */
  isNeededToSubmit: z.boolean(),
  needsExpiryDate: z.boolean(),
  needsIssuedDate: z.boolean(),
  coversMonths: z.number().int().nullable(),
  purposes: z.array(z.enum(purposes)).nullable(),
});

const requiredConsent = z.object({
  kind: z.string(),
  wordingVersion: z.string(),
  isNeededToSubmit: z.boolean(),
});

export const ownProduct = z
  .object({
    code: z.string(),
    names,
    currency: z.string(),
    amount: z.object({ from: z.string(), to: z.string() }),
    installmentCount: z.object({ from: z.number().int(), to: z.number().int() }),
    methods: z.array(z.enum(methods)),
    purposes: z.array(z.enum(purposes)),
    annualRatePpm: ppm,
    maxAllInAnnualRatePpm: ppm,
    arrangementFeePpm: ppm,
    /** Facts that are asked for, as pointers into the application. */
    fields: z.array(z.object({ path: z.string(), isNeededToSubmit: z.boolean() })),
    papers: z.array(requiredPaper),
    consents: z.array(requiredConsent),
  })
  .meta({ id: 'OwnProduct' });
export const ownProducts = z.object({ items: z.array(ownProduct) });

export const previewQuery = z.strictObject({
  amount: z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'must be an amount such as 50000.00'),
  installmentCount: z.coerce.number().int().min(1).max(600),
  method: z.enum(methods),
});

const previewRow = z.object({
  number: z.number().int(),
  dueDate: isoDate,
  due: wireMoney,
  principal: wireMoney,
  interest: wireMoney,
  balance: wireMoney,
});

/** What the loan would cost, all of it, before anybody has agreed to anything. */
export const costPreview = z
  .object({
    amount: wireMoney,
    annualRatePpm: ppm,
    allInSimplePpm: ppm,
    allInCompoundPpm: ppm,
    rows: z.array(previewRow),
    totals: z.object({
      principal: wireMoney,
      interest: wireMoney,
      fees: wireMoney,
      due: wireMoney,
    }),
    isProvisional: z.boolean(),
  })
  .meta({ id: 'CostPreview' });

/** What applicants can say about themselves; what others prove about them is not theirs to write. */
const ownFacts = applicationChanges.shape.applicant
  .unwrap()
  .omit({ isIncomeVerified: true, creditHistory: true, existingCreditCount: true });

export const newOwnApplication = z.strictObject({
  product: text(60),
  amount: applicationChanges.shape.amount.unwrap(),
  installmentCount: applicationChanges.shape.installmentCount.unwrap().default(null),
  method: applicationChanges.shape.method.unwrap().default(null),
  purpose: applicationChanges.shape.purpose.unwrap().default(null),
});

export const ownChanges = z.strictObject({
  amount: applicationChanges.shape.amount,
  installmentCount: applicationChanges.shape.installmentCount,
  method: applicationChanges.shape.method,
  purpose: applicationChanges.shape.purpose,
  applicant: ownFacts.exactOptional(),
});

export const ownDocument = z
  .object({
    documentId: id,
    applicationId: id.nullable(),
    kind: z.string(),
    fileName: z.string(),
    sizeBytes: z.number().int(),
    issuedDate: isoDate.nullable(),
    expiryDate: isoDate.nullable(),
    receivedAt: instant,
  })
  .meta({ id: 'OwnDocument' });

export const ownDocuments = z.object({ items: z.array(ownDocument) });
export const documentParams = z.strictObject({ documentId: id });

const plainReason = z.object({ code: z.string(), 'zh-CN': z.string(), en: z.string() });

export const ownActions = [
  'edit',
  'discard',
  'submit',
  'withdraw',
  'answer_offer',
  'answer_counter_offer',
  'object',
] as const;

export const ownStatuses = [
  'draft',
  'missing_items',
  'checking',
  'in_review',
  'offer',
  'contract',
  'paid_out',
  'declined',
  'expired',
  'withdrawn',
] as const;

export const ownApplicationLine = z
  .object({
    applicationId: id,
    number: z.string(),
    product: names,
    amount: wireMoney,
    status: z.enum(ownStatuses),
    createdAt: instant,
    submittedAt: instant.nullable(),
    version,
  })
  .meta({ id: 'OwnApplicationLine' });
export const ownApplicationPage = pageOf(ownApplicationLine);

export const ownApplication = ownApplicationLine
  .extend({
    productCode: z.string(),
    installmentCount: z.number().int().nullable(),
    method: z.enum(methods).nullable(),
    purpose: z.enum(purposes).nullable(),
    applicant: z.record(z.string(), z.unknown()),
    steps: z.array(
      z.object({
        step: z.enum(progressSteps),
        state: z.enum(['done', 'current', 'to_come', 'ended']),
      }),
    ),
    /** Everything that is not there yet; what blocks handing in says so. */
    missing: z.array(completenessItem),
    documents: z.array(ownDocument),
    changedAt: instant,
    /** Days half of the newest cases took; null while there are too few of them. */
    usualReviewDays: z.number().int().nullable(),
    contact: z.object({ branchName: z.string(), managerName: z.string() }).nullable(),
    returned: z.object({ reason: plainReason.nullable(), deadlineDate: isoDate }).nullable(),
    counterOffer: z
      .object({
        counterOfferId: id,
        amount: wireMoney,
        installmentCount: z.number().int(),
        annualRatePpm: z.number().int().nullable(),
        security: z.string().nullable(),
        madeAt: instant,
      })
      .nullable(),
    declined: z
      .object({
        declinedDate: isoDate.nullable(),
        reasons: z.array(plainReason),
        objectUntilDate: isoDate.nullable(),
        applyAgainDate: isoDate.nullable(),
      })
      .nullable(),
    /** A draft that nobody touches is kept until this day. */
    keptUntilDate: isoDate.nullable(),
    loanId: id.nullable(),
    actions: z.array(z.enum(ownActions)),
  })
  .meta({ id: 'OwnApplication' });

export const ownSubmitted = z.object({
  applicationId: id,
  number: z.string(),
  status: z.enum(ownStatuses),
  version,
});

export const ownOffer = z
  .object({
    offerId: id,
    status: z.enum(['issued', 'accepted', 'expired', 'superseded']),
    amount: wireMoney,
    installmentCount: z.number().int(),
    method: z.enum(methods),
    annualRatePpm: ppm,
    allInSimplePpm: ppm,
    allInCompoundPpm: ppm,
    rows: z.array(previewRow),
    totals: z.object({
      principal: wireMoney,
      interest: wireMoney,
      fees: wireMoney,
      due: wireMoney,
    }),
    contentHash: z.string(),
    issuedAt: instant,
    expiresAt: instant,
    acceptedAt: instant.nullable(),
  })
  .meta({ id: 'OwnOffer' });

const contentHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be the offer’s content hash');

export const ownAcceptance = z.strictObject({ contentHash });
export const ownRefusal = z.strictObject({ contentHash, reason: text(500) });
export const ownReason = z.strictObject({ reason: text(500) });
export const ownCounterAnswer = z.strictObject({
  counterOfferId: id,
  answer: z.enum(['accept', 'refuse']),
});
