import { borrowerRequestKinds, borrowerRequestStates } from '../../../domain/choices.ts';
import type { InputOf } from '../../api/contract.ts';
import type { listBorrowerRequests } from '../../api/contracts/borrower-requests.ts';
import { choice, listSearch, recordSearch, type SearchOf } from '../../app/search.ts';

export const requestSearch = listSearch({
  kind: choice(borrowerRequestKinds),
  status: choice(borrowerRequestStates),
});

export const requestRecordSearch = recordSearch({});

/** What the address asks for, as the API takes it. */
export function toRequestQuery({
  q,
  kind,
  status,
  page,
  size,
}: SearchOf<typeof requestSearch>): InputOf<typeof listBorrowerRequests>['query'] {
  const number = q.normalize('NFKC').trim().toUpperCase();
  return {
    page,
    size,
    ...(kind === undefined ? {} : { kind }),
    ...(status === undefined ? {} : { status }),
    ...(number === '' ? {} : { number }),
  };
}
