/** What the tour of each role stops at, in the order of its day; short, so that people reach the end. */
import type { Role } from '../../../domain/roles.ts';

/** Entries of the navigation that a tour has words for. */
export type TourWord =
  | 'todo'
  | 'done'
  | 'started'
  | 'copies'
  | 'allApprovals'
  | 'newApplication'
  | 'applications'
  | 'customers'
  | 'loans'
  | 'products'
  | 'tiers'
  | 'collections'
  | 'board'
  | 'inbox'
  | 'suspense'
  | 'disbursements'
  | 'users'
  | 'delegations'
  | 'calendar'
  | 'training';

export type TourName =
  | 'officer'
  | 'approver'
  | 'collector'
  | 'lead'
  | 'finance'
  | 'operations'
  | 'risk'
  | 'admin'
  | 'process'
  | 'auditor';

const stops: { readonly [T in TourName]: readonly TourWord[] } = {
  officer: ['newApplication', 'started', 'customers', 'loans'],
  approver: ['todo', 'done', 'copies', 'loans'],
  collector: ['collections', 'customers', 'loans'],
  lead: ['collections', 'board', 'todo', 'customers'],
  finance: ['inbox', 'suspense', 'disbursements', 'loans'],
  operations: ['disbursements', 'customers', 'loans'],
  risk: ['todo', 'tiers', 'products', 'loans'],
  admin: ['users', 'delegations', 'calendar', 'tiers'],
  process: ['allApprovals', 'customers', 'loans'],
  auditor: ['allApprovals', 'customers', 'loans', 'tiers'],
};

/** Whoever holds several roles is shown the first of these. */
const ofRole: readonly (readonly [Role, TourName])[] = [
  ['admin', 'admin'],
  ['risk_manager', 'risk'],
  ['collection_lead', 'lead'],
  ['finance', 'finance'],
  ['operations', 'operations'],
  ['loan_officer', 'officer'],
  ['senior_collector', 'collector'],
  ['collector', 'collector'],
  ['process_admin', 'process'],
  ['auditor', 'auditor'],
];

export type RoleTour = { readonly name: TourName; readonly words: readonly TourWord[] };

/** @param shown words of the navigation this person has; a stop without its entry is left out */
export function tourFor(roles: readonly string[], shown: readonly string[]): RoleTour {
  const name = ofRole.find(([role]) => roles.includes(role))?.[1] ?? 'approver';
  const words = [...stops[name], 'training' as const].filter((word) => shown.includes(word));
  return { name, words };
}
