/** A loan officer takes in each applicant: customer, consents, identity card, application; then hands it in. */
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import type { Applicant } from './applicants.ts';
import type { Crew } from './crew.ts';
import type { Caller } from './http.ts';
import { inParallel } from './parallel.ts';
import { inventPerson } from './people.ts';

export type Handed = {
  readonly applicant: Applicant;
  readonly customerId: string;
  readonly applicationId: string;
  /** Who took it in, and answers for it when it comes back. */
  readonly officer: Caller;
};

/** The smallest PDF a reader opens: what is inside does not matter here, that it is one does. */
const samplePdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' +
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n' +
    'trailer<</Root 1 0 R>>\n%%EOF\n',
).toString('base64');

/** The version of the wordings that the sample products ask for. */
const WORDING = '2026-01';

export async function takeIn(
  crew: Crew,
  applicants: readonly Applicant[],
  { run, businessDate }: { run: number; businessDate: IsoDate },
): Promise<Handed[]> {
  const officers = crew.all(['loan_officer']);
  return inParallel(applicants, async (applicant) => {
    const officer = officers[applicant.row % officers.length]!;
    const person = inventPerson(run * 1_000 + applicant.row, applicant.age, businessDate);
    const key = `row-${applicant.row}`;
    const { customerId } = await officer.post<{ customerId: string }>(
      '/v1/customers',
      `${key}-customer`,
      {
        kind: 'person',
        name: person.name,
        identity: { type: 'national_id', country: 'CN', number: person.identityNumber },
        phone: person.phone,
        bankAccount: person.bankAccount,
      },
    );
    for (const kind of ['bureau_query', 'data_processing']) {
      const consent = { kind, wordingVersion: WORDING, channel: 'counter' };
      await officer.post(`/v1/customers/${customerId}/consents`, `${key}-${kind}`, consent);
    }
    const card = { documentKind: 'identity_card', expiryDate: addDays(businessDate, 3650) };
    const documentId = await handOver(officer, customerId, `${key}-identity`, card);
    const { applicationId } = await officer.post<{ applicationId: string }>(
      '/v1/applications',
      `${key}-application`,
      {
        customerId,
        product: applicant.product,
        amount: { amount: applicant.amount, currency: 'CNY' },
        installmentCount: applicant.installmentCount,
        method: 'equal_installment',
        purpose: applicant.purpose,
        applicant: { ...applicant.facts, birthDate: person.birthDate },
        documents: [
          { documentId, kind: 'identity_card', expiryDate: card.expiryDate, isValid: true },
        ],
      },
    );
    await officer.post(`/v1/applications/${applicationId}/submissions`, `${key}-submission`, {});
    return { applicant, customerId, applicationId, officer };
  });
}

export async function handOver(
  officer: Caller,
  customerId: string,
  key: string,
  { documentKind, ...dates }: { documentKind: string; expiryDate?: IsoDate; issuedDate?: IsoDate },
): Promise<string> {
  const { documentId } = await officer.post<{ documentId: string }>(
    `/v1/customers/${customerId}/documents`,
    key,
    {
      kind: documentKind,
      fileName: `${documentKind}.pdf`,
      contentBase64: samplePdf,
      ...dates,
    },
  );
  return documentId;
}
