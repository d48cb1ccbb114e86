/** What may be revealed and why, in the order of the dialog; the compiler compares both with the API's lists. */
import type { revealFields, revealPurposes as purposes } from '../../api/schemas/customers.ts';

export type RevealField = (typeof revealFields)[number];
export type RevealPurpose = (typeof purposes)[number];

export const revealPurposes = [
  'identity_check',
  'contact_customer',
  'disbursement_check',
  'complaint',
  'authority_request',
  'data_correction',
] as const satisfies readonly RevealPurpose[];
