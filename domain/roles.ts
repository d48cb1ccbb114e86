/** The roles of the house. Who may do what is data elsewhere; a role here is only a name that all rooms agree on. */

export const roles = [
  'loan_officer',
  'credit_officer',
  'branch_head',
  'risk_manager',
  'committee_member',
  'chief_risk_officer',
  'general_manager',
  'board_member',
  'operations',
  'finance',
  'collector',
  'senior_collector',
  'collection_lead',
  'admin',
  'process_admin',
  'auditor',
  'borrower',
] as const;

export type Role = (typeof roles)[number];
