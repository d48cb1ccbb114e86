import { disbursementStates } from '../../../domain/origination/disbursement-states.ts';
import { refundStates } from '../../../domain/choices.ts';
import { choice, listSearch } from '../../app/search.ts';

export const paymentStates = ['received', 'applied', 'suspense', 'returned'] as const;
export const changeStates = [
  'quoted',
  'confirmed',
  'applied',
  'rejected',
  'withdrawn',
  'expired',
  'lapsed',
] as const;

export const inboxSearch = listSearch({ status: choice(paymentStates) });
export const suspenseSearch = listSearch({});
export const disbursementSearch = listSearch({ status: choice(disbursementStates) });
export const refundSearch = listSearch({ status: choice(refundStates) });
export const reversalSearch = listSearch({ status: choice(changeStates) });

/** The part of a list's address that every list of the desk asks with. */
export function toStatusQuery<S extends string>({
  page,
  size,
  status,
}: {
  readonly page: number;
  readonly size: number;
  readonly status: S | undefined;
}) {
  return { page, size, ...(status === undefined ? {} : { status }) };
}
