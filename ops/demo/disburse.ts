/** From offer to booked loan: the officer records the acceptance, operations make the disbursement, finance release it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { handOver, type Handed } from './apply.ts';
import { readBusinessDate } from './clock.ts';
import type { Crew } from './crew.ts';
import { inParallel } from './parallel.ts';

export type Borrower = Handed & { readonly loanId: string };

type ApplicationAnswer = { readonly status: string; readonly loanId: string | null };
type OfferAnswer = { readonly contentHash: string };
type DisbursementAnswer = { readonly disbursementId: string };

const POLL_MS = 250;

/** Everybody who got an offer accepts it. @returns those whose loan is on the books, in the order of the rows */
export async function payOut(crew: Crew, handed: readonly Handed[]): Promise<Borrower[]> {
  const borrowers = await inParallel(handed, async (each) => {
    const path = `/v1/applications/${each.applicationId}`;
    const { status } = await each.officer.get<ApplicationAnswer>(path);
    if (status === 'declined') return [];
    await acceptAndRelease(crew, each, path);
    return [{ ...each, loanId: await untilBooked(each, path) }];
  });
  return borrowers.flat();
}

async function acceptAndRelease(
  crew: Crew,
  { officer, applicant, customerId }: Handed,
  path: string,
): Promise<void> {
  const key = `row-${applicant.row}`;
  // The report must be recent when the money is paid out, however long the approvers took.
  const issuedDate = await readBusinessDate(officer);
  const report = { documentKind: 'bureau_report', issuedDate };
  await handOver(officer, customerId, `${key}-bureau-${issuedDate}`, report);
  const { contentHash } = await officer.get<OfferAnswer>(`${path}/offer`);
  const consent = { channel: 'in_person', note: '客户当面确认 (agreed at the counter)' };
  await officer.post(`${path}/acceptances`, `${key}-acceptance`, { contentHash, consent });
  const payee = await entrust(crew, applicant, path);
  const { disbursementId } = await crew
    .one('operations')
    .post<DisbursementAnswer>(`${path}/disbursements`, `${key}-disbursement`, {
      contractHash: contentHash,
      ...payee,
    });
  await crew
    .one('finance')
    .post(`/v1/disbursements/${disbursementId}/releases`, `${key}-release`, {});
}

/** Above this the money goes to a seller, recorded by operations and checked by finance. */
const ENTRUSTED_ABOVE = 300_000;

async function entrust(
  crew: Crew,
  { row, amount }: Handed['applicant'],
  path: string,
): Promise<{ readonly payeeId?: string }> {
  if (Number(amount) <= ENTRUSTED_ABOVE) return {};
  const { payeeId } = await crew
    .one('operations')
    .post<{ readonly payeeId: string }>(`${path}/payees`, `row-${row}-payee`, {
      name: '上海示范商贸有限公司',
      account: `62220200000${String(row).padStart(8, '0')}`,
      purpose: '购货合同 (purchase contract)',
    });
  await crew.one('finance').post(`/v1/payees/${payeeId}/checks`, `row-${row}-payee-check`, {});
  return { payeeId };
}

/** The rail answers in its own time. */
async function untilBooked({ officer, applicationId }: Handed, path: string): Promise<string> {
  for (let attempt = 0; attempt < 1_200; attempt += 1) {
    const { status, loanId } = await officer.get<ApplicationAnswer>(path);
    if (status === 'booked' && loanId !== null) return loanId;
    await sleep(POLL_MS);
  }
  throw new Error(`The loan of application ${applicationId} was not booked within five minutes`);
}
