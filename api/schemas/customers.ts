/** Customers on the wire: what identifies a person leaves only as a mask, except in a reveal. */
import { z } from 'zod';
import { documentKinds } from '../../domain/origination/application.ts';
import {
  actions,
  id,
  instant,
  isoDate,
  language,
  pageOf,
  paging,
  password,
  ppm,
  text,
  timelineOf,
  userName,
  version,
  wireMoney,
} from './common.ts';

export const customerKind = z.enum(['person', 'company']);

export const identity = z.strictObject({
  type: z.enum(['national_id', 'passport', 'company_registration']),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as CN'),
  number: z.string().trim().min(3).max(40),
});

const phone = z.string().trim().min(5).max(30);
const bankAccount = z.string().trim().min(8).max(45);
const email = z.email().max(200);

export const newCustomer = z.strictObject({
  kind: customerKind,
  name: text(100),
  identity,
  phone: phone.meta({
    description: 'With its country code; without one it is taken for a Chinese number',
  }),
  bankAccount: bankAccount.optional(),
  email: email.optional(),
  language: language.default('zh-CN'),
  birthDate: isoDate.optional().meta({
    description: 'Needed for a person whose identity number does not say it',
    format: 'date',
  }),
  branchId: id.optional().meta({ description: "The officer's own branch if left out" }),
  accountManagerId: id.optional().meta({ description: 'Whoever creates the customer if left out' }),
});

/** Only what is named changes; null takes away what may be absent. */
export const customerChange = z.strictObject({
  name: text(100).optional(),
  phone: phone.optional(),
  bankAccount: bankAccount.nullable().optional(),
  email: email.nullable().optional(),
  language: language.optional(),
  accountManagerId: id.optional(),
});

export const customer = z
  .object({
    customerId: id,
    number: z.string(),
    kind: customerKind,
    name: z.string().meta({ description: 'Masked for a person' }),
    identityMask: z.string(),
    phoneMask: z.string(),
    bankAccountMask: z.string().nullable(),
    emailMask: z.string().nullable(),
    language,
    branchId: id,
    accountManagerId: id,
    version,
    createdAt: instant,
    actions,
  })
  .meta({ id: 'Customer' });

/** A customer in a list, with what they owe us today. */
export const customerLine = customer
  .extend({
    branchName: z.string(),
    accountManagerName: z.string(),
    activeLoanCount: z.number().int(),
    /** Outstanding principal of active loans, one amount for each currency. */
    outstanding: z.array(wireMoney),
    /** Of the latest active loan; 0 where nothing is late. */
    daysPastDue: z.number().int(),
  })
  .meta({ id: 'CustomerLine' });

export const customerPage = pageOf(customerLine).meta({ id: 'CustomerPage' });

export const customerParams = z.strictObject({ customerId: id });

export const customerQuery = z.strictObject({
  ...paging,
  kind: customerKind.optional(),
  number: text(20).optional(),
  name: text(50).optional().meta({ description: 'Part of the name' }),
});

const limitUse = z
  .object({
    exposure: wireMoney,
    limit: wireMoney,
    usedPpm: z.number().int(),
  })
  .nullable();

/** What a customer, and everybody related with them, owes, has been promised and asks for. */
export const customerExposure = z
  .object({
    customerId: id,
    businessDate: isoDate,
    activeLoanCount: z.number().int(),
    outstanding: z.array(wireMoney),
    daysPastDue: z.number().int(),
    relatedCount: z.number().int(),
    /** One line for each currency that products are sold in. */
    totals: z.array(z.object({ customer: wireMoney, group: wireMoney })),
    /** Products with a limit; null where it has none for the customer alone or for the group. */
    limits: z.array(
      z.object({
        product: z.string(),
        productNames: z.object({ 'zh-CN': z.string(), en: z.string() }),
        customer: limitUse,
        group: limitUse,
      }),
    ),
  })
  .meta({ id: 'CustomerExposure' });

/** What was done with a customer's file, and by whom; the data itself is not in it. */
export const customerEvent = z
  .object({
    action: z.string(),
    actorId: z.string().nullable(),
    /** Null for the system itself and for the customer. */
    actorName: z.string().nullable(),
    occurredAt: instant,
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CustomerEvent' });
export const customerTimeline = timelineOf(customerEvent);

export const customerSearch = z
  .strictObject({ identity: identity.optional(), phone: phone.optional() })
  .refine(
    (search) => (search.identity === undefined) !== (search.phone === undefined),
    'name either an identity or a phone',
  );

export const customersFound = z.object({ items: z.array(customer) });

export const revealFields = [
  'name',
  'identity',
  'phone',
  'bankAccount',
  'email',
  'birthDate',
] as const;

export const revealPurposes = [
  'identity_check',
  'contact_customer',
  'disbursement_check',
  'complaint',
  'authority_request',
  'data_correction',
] as const;

export const newReveal = z.strictObject({
  purpose: z.enum(revealPurposes),
  fields: z.array(z.enum(revealFields)).min(1).max(revealFields.length),
  note: text(500).optional(),
});

/** What is kept of a reveal: everything but the data. */
export const storedReveal = z.object({
  revealId: id,
  customerId: id,
  purpose: z.enum(revealPurposes),
  fields: z.array(z.enum(revealFields)),
  revealedAt: instant,
  expiresAt: instant,
});

export const reveal = storedReveal
  .extend({ values: z.partialRecord(z.enum(revealFields), z.string().nullable()) })
  .meta({ id: 'Reveal' });

export const newPortalUser = z.strictObject({ userName, password });

export const portalUser = z.object({ customerId: id, userName: z.string() });

export const relationKinds = [
  'spouse',
  'controlled_company',
  'legal_representative',
  'guarantor',
  'shared_controller',
  'staff',
] as const;

export const newRelation = z.strictObject({
  relatedCustomerId: id,
  kind: z.enum(relationKinds),
  sharePpm: ppm.max(1_000_000).optional(),
});

export const relation = z
  .object({
    relatedCustomerId: id,
    relatedNumber: z.string(),
    relatedName: z.string(),
    kind: z.enum(relationKinds),
    sharePpm: z.number().int().nullable(),
  })
  .meta({ id: 'CustomerRelation' });

export const relationList = z.object({ items: z.array(relation) });

export const newConsent = z.strictObject({
  kind: z.enum(['bureau_query', 'data_processing', 'contact_outside_hours']),
  /** Of the wording that was agreed to. */
  wordingVersion: text(40),
  channel: z.enum(['paper', 'counter', 'app', 'web', 'phone']),
  givenDate: isoDate.optional().meta({ description: 'Today if left out', format: 'date' }),
});

export const consent = z
  .object({
    consentId: id,
    customerId: id,
    kind: z.string(),
    wordingVersion: z.string(),
    channel: z.string(),
    givenDate: isoDate,
    withdrawnAt: instant.nullable(),
  })
  .meta({ id: 'Consent' });

export const consentList = z.object({ items: z.array(consent) });

export const newDocument = z.strictObject({
  kind: z.enum(documentKinds),
  fileName: text(200),
  /** The file; what it is gets decided by its first bytes. */
  contentBase64: z.base64().min(8),
  applicationId: id.optional(),
  issuedDate: isoDate.optional(),
  expiryDate: isoDate.optional(),
});

/** For an application; a statement says which days it covers. */
export const newPaper = newDocument
  .omit({ applicationId: true })
  .extend({ coversFrom: isoDate.optional(), coversTo: isoDate.optional() });

export const document = z
  .object({
    documentId: id,
    customerId: id,
    applicationId: id.nullable(),
    kind: z.string(),
    fileName: z.string(),
    mediaType: z.string(),
    sizeBytes: z.number().int(),
    sha256: z.string(),
    issuedDate: isoDate.nullable(),
    expiryDate: isoDate.nullable(),
    receivedBy: id,
    receivedAt: instant,
  })
  .meta({ id: 'Document' });

export const documentList = z.object({ items: z.array(document) });
