/** The ten pictures: who looks at which page, and on what. */
import type { Sights } from './house.ts';

export type Shot = {
  /** Of the file. */
  readonly name: string;
  readonly userName: string;
  readonly path: string;
  readonly isPhone?: boolean;
};

export function shotsOf(sights: Sights): readonly Shot[] {
  const { approver, riskManager, officer, finance, collector, borrower } = sights;
  const at = (name: string, userName: string, path: string): Shot => ({ name, userName, path });
  return [
    at('01-home', approver, '/home'),
    at('02-approval-queue', approver, '/approvals/todo'),
    at('03-application', approver, `/applications/${sights.applicationId}`),
    at('04-tier-designer', riskManager, `/policy/tiers/${sights.matrixId}`),
    at('05-product', riskManager, `/policy/products/${sights.productId}`),
    at('06-loan', officer, `/loans/${sights.loanId}`),
    at('07-payments', finance, '/payments/suspense'),
    at('08-collection-case', collector, `/collections/cases/${sights.caseId}`),
    { ...at('09-portal-home', borrower, '/my'), isPhone: true },
    { ...at('10-portal-loan', borrower, `/my/loans/${sights.ownLoanId}`), isPhone: true },
  ];
}
