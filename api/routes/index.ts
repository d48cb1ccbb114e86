/** The route table: one line for each resource, in alphabetical order. */
import type { Route } from '../route.ts';
import { routes as applications } from './applications.ts';
import { routes as approvalRequests } from './approval-requests.ts';
import { routes as approvals } from './approvals.ts';
import { routes as approverGroups } from './approver-groups.ts';
import { routes as auditEvents } from './audit-events.ts';
import { routes as bankStatements } from './bank-statements.ts';
import { routes as borrowerRequests } from './borrower-requests.ts';
import { routes as branches } from './branches.ts';
import { routes as calendar } from './calendar.ts';
import { routes as candidates } from './candidates.ts';
import { routes as changePreviews } from './change-previews.ts';
import { routes as collectionCases } from './collection-cases.ts';
import { routes as collectionDesk } from './collection-desk.ts';
import { routes as conditions } from './conditions.ts';
import { routes as consents } from './consents.ts';
import { routes as counterOffers } from './counter-offers.ts';
import { routes as customerOverviews } from './customer-overviews.ts';
import { routes as customers } from './customers.ts';
import { routes as decisionRecords } from './decision-records.ts';
import { routes as delegations } from './delegations.ts';
import { routes as disbursementStops } from './disbursement-stops.ts';
import { routes as disbursements } from './disbursements.ts';
import { routes as documents } from './documents.ts';
import { routes as drawings } from './drawings.ts';
import { routes as exercises } from './exercises.ts';
import { routes as exports } from './exports.ts';
import { routes as health } from './health.ts';
import { routes as jobs } from './jobs.ts';
import { routes as ledger } from './ledger.ts';
import { routes as loanChanges } from './loan-changes.ts';
import { routes as loanStatements } from './loan-statements.ts';
import { routes as loans } from './loans.ts';
import { routes as me } from './me.ts';
import { routes as myApplications } from './my-applications.ts';
import { routes as myConfirmations } from './my-confirmations.ts';
import { routes as myLoans } from './my-loans.ts';
import { routes as myOffers } from './my-offers.ts';
import { routes as myPayments } from './my-payments.ts';
import { routes as myProducts } from './my-products.ts';
import { routes as myProfile } from './my-profile.ts';
import { routes as myRequests } from './my-requests.ts';
import { routes as noticeTemplates } from './notice-templates.ts';
import { routes as notices } from './notices.ts';
import { routes as offers } from './offers.ts';
import { routes as officers } from './officers.ts';
import { routes as payees } from './payees.ts';
import { routes as payments } from './payments.ts';
import { routes as paymentsDesk } from './payments-desk.ts';
import { routes as policySimulations } from './policy-simulations.ts';
import { routes as policyVersions } from './policy-versions.ts';
import { routes as productVersions } from './product-versions.ts';
import { routes as products } from './products.ts';
import { routes as referenceRates } from './reference-rates.ts';
import { routes as refunds } from './refunds.ts';
import { routes as reviews } from './reviews.ts';
import { routes as roles } from './roles.ts';
import { routes as queues } from './queues.ts';
import { routes as schedulePreviews } from './schedule-previews.ts';
import { routes as search } from './search.ts';
import { routes as stageActions } from './stage-actions.ts';
import { routes as stages } from './stages.ts';
import { routes as trainingClock } from './training-clock.ts';
import { routes as trainingSample } from './training-sample.ts';
import { routes as waivers } from './waivers.ts';

export const routes: readonly Route[] = [
  ...applications,
  ...approvalRequests,
  ...approvals,
  ...approverGroups,
  ...auditEvents,
  ...bankStatements,
  ...borrowerRequests,
  ...branches,
  ...calendar,
  ...candidates,
  ...collectionCases,
  ...collectionDesk,
  ...conditions,
  ...consents,
  ...counterOffers,
  ...customers,
  ...customerOverviews,
  ...decisionRecords,
  ...delegations,
  ...disbursementStops,
  ...disbursements,
  ...documents,
  ...drawings,
  ...exercises,
  ...exports,
  ...health,
  ...jobs,
  ...ledger,
  ...loanChanges,
  ...changePreviews,
  ...loanStatements,
  ...loans,
  ...me,
  ...myApplications,
  ...myConfirmations,
  ...myLoans,
  ...myOffers,
  ...myPayments,
  ...myProducts,
  ...myProfile,
  ...myRequests,
  ...noticeTemplates,
  ...notices,
  ...offers,
  ...officers,
  ...payees,
  ...payments,
  ...paymentsDesk,
  ...policySimulations,
  ...policyVersions,
  ...productVersions,
  ...products,
  ...queues,
  ...referenceRates,
  ...refunds,
  ...reviews,
  ...roles,
  ...schedulePreviews,
  ...search,
  ...stageActions,
  ...stages,
  ...trainingClock,
  ...trainingSample,
  ...waivers,
];
