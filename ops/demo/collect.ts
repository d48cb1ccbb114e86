/**
 * Collectors work their cases: whoever owns one calls the debtor, unless the contact rules forbid it at this hour. Those
 * who mean to pay promise a day, by that call or by their own; the others do not answer.
 */
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { caseStates } from '../../domain/collections/case-states.ts';
import type { Crew } from './crew.ts';
import { Refusal, type Caller } from './http.ts';
import { inParallel } from './parallel.ts';

export type Promised = { readonly customerId: string; readonly date: IsoDate };

type Amount = { readonly amount: string; readonly currency: string };
type CaseLine = {
  readonly caseId: string;
  readonly customerId: string;
  readonly status: string;
  readonly level: string;
  readonly ownerId: string | null;
  readonly overdue: Amount;
  readonly daysPastDue: number;
  readonly openPromise: object | null;
};

/** Later than this, whoever stumbles has the money together. */
const STUMBLES_FOR_DAYS = 20;
const PROMISED_IN_DAYS = 5;

/** @param willing customers who promise when asked, and keep it */
export async function workCases(
  crew: Crew,
  date: IsoDate,
  willing: ReadonlySet<string>,
): Promise<Promised[]> {
  const { items } = await crew
    .one('collection_lead')
    .get<{ items: readonly CaseLine[] }>('/v1/collection-cases?size=200');
  const promised = await inParallel(items, async (line) => {
    const collector = ownerOf(crew, line);
    const isReady = willing.has(line.customerId) && line.daysPastDue >= STUMBLES_FOR_DAYS;
    const isOpen = await call(collector, line, date, isReady);
    if (!isOpen || !isReady || line.openPromise !== null) return [];
    return [await takePromise(collector, line, date)];
  });
  return promised.flat();
}

function ownerOf(crew: Crew, { ownerId }: CaseLine): Caller {
  const owner = crew.officers.find(({ officerId }) => officerId === ownerId);
  return owner?.caller ?? crew.one('collection_lead');
}

/** @returns false when the case was cured while the collector reached for the telephone */
async function call(
  collector: Caller,
  { caseId }: CaseLine,
  date: IsoDate,
  isReady: boolean,
): Promise<boolean> {
  try {
    await collector.post(
      `/v1/collection-cases/${caseId}/contact-attempts`,
      `call-${caseId}-${date}`,
      {
        channel: 'voice',
        outcome: isReady ? 'conversation' : 'no_answer',
        note: isReady ? '答应五天内还清 (will pay within five days)' : null,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'contact_not_allowed') return true;
    if (error instanceof Refusal && error.code === 'case_ended') return false;
    throw error;
  }
}

async function takePromise(
  collector: Caller,
  { caseId, customerId, overdue }: CaseLine,
  date: IsoDate,
): Promise<Promised> {
  const promiseDate = addDays(date, PROMISED_IN_DAYS);
  await collector.post(`/v1/collection-cases/${caseId}/promises`, `promise-${caseId}-${date}`, {
    parts: [{ amount: overdue, promiseDate }],
  });
  return { customerId, date: promiseDate };
}

/** Promises of earlier rounds: a run that is taken up again has to know them. */
export async function readPromises(crew: Crew, willing: ReadonlySet<string>): Promise<Promised[]> {
  const lead = crew.one('collection_lead');
  const cases = (await readCases(crew)).filter((line) => willing.has(line.customerId));
  const promised = await inParallel(cases, async ({ caseId, customerId }) => {
    const { promises } = await lead.get<{ promises: readonly { promiseDate: IsoDate }[] }>(
      `/v1/collection-cases/${caseId}`,
    );
    return promises.map(({ promiseDate }) => ({ customerId, date: promiseDate }));
  });
  return promised.flat();
}

/** All cases, running and ended. */
export async function readCases(crew: Crew): Promise<CaseLine[]> {
  const lists = await inParallel(caseStates, (status) =>
    crew
      .one('collection_lead')
      .get<{ items: readonly CaseLine[] }>(`/v1/collection-cases?status=${status}&size=200`),
  );
  return lists.flatMap(({ items }) => items);
}
