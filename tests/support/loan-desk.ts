/** Loans of one test house: paid out, paid on and asked to change, by operations and finance. */
import { expect } from 'vitest';
import { findLoan } from '../../db/queries/loans.ts';
import type { ApiAnswer, TestApi } from './api.ts';
import { seedAcceptedCase } from './lending.ts';
import { approveChange } from './requests.ts';
import { bookDifferences, lookAt, runDisbursement, seedReleased } from './servicing.ts';

export const cny = (amount: string) => ({ amount, currency: 'CNY' });

export async function loanDesk(api: TestApi) {
  const { db } = api;
  const operations = await api.person(['operations']);
  const finance = await api.person(['finance']);
  let referenceCount = 0;

  const scheduleOf = async (loanId: string): Promise<ApiAnswer['body']> =>
    (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  const ask = (loanId: string, asked: object): Promise<ApiAnswer> =>
    operations.post(`/v1/loans/${loanId}/changes`, asked);

  return {
    operations,
    finance,
    scheduleOf,
    ask,
    /** A loan paid out today, with the due dates of its schedule. */
    openLoan: async (terms: Partial<Parameters<typeof seedAcceptedCase>[2]> = {}) => {
      const asked = { amount: '100000.00', ...terms };
      const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, asked);
      const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
      const { openedDate } = (await findLoan(db, loanId))!;
      const { rows } = await scheduleOf(loanId);
      const due = rows.map(({ dueDate }: { dueDate: string }) => dueDate) as string[];
      const { applicationId, customerId } = accepted;
      return { loanId, applicationId, customerId, openedDate, due };
    },
    /** Money received and placed; its id. */
    pay: async (loanId: string, amount: string, rest = {}): Promise<string> => {
      referenceCount += 1;
      const { body } = await finance.post(`/v1/loans/${loanId}/payments`, {
        amount: cny(amount),
        provider: 'bank',
        providerReference: `R${referenceCount}`,
        ...rest,
      });
      await lookAt(db, loanId);
      return body.paymentId as string;
    },
    /** Asked for, approved, recorded; the answer is the quote and the loan afterwards. */
    change: async (loanId: string, asked: object) => {
      const quoted = await ask(loanId, asked);
      expect(quoted.status, JSON.stringify(quoted.body)).toBe(201);
      expect(await approveChange(api, quoted.body.loanChangeId)).toBe('effective');
      await lookAt(db, loanId);
      expect(await bookDifferences(db, loanId)).toEqual([]);
      const loan = await finance.get(`/v1/loans/${loanId}`);
      return { quote: quoted.body.quote, loan: loan.body };
    },
  };
}
