import { collectorLevels } from '../../../domain/collections/ladder.ts';
import type { InputOf } from '../../api/contract.ts';
import type { listCases } from '../../api/contracts/collections.ts';
import { choice, listSearch, optionalText, recordSearch, type SearchOf } from '../../app/search.ts';

export const buckets = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+'] as const;
export const dues = ['promise_today', 'promise_broken', 'follow_up', 'untouched'] as const;

/** The filters of the queue, as they stand in the address. */
export const queueSearch = listSearch({
  owner: choice(['mine', 'unowned']),
  bucket: choice(buckets),
  level: choice(collectorLevels),
  due: choice(dues),
  ownerId: optionalText(40),
});

export const caseSearch = recordSearch({});

type Query = InputOf<typeof listCases>['query'];

export function toCaseQuery(params: SearchOf<typeof queueSearch>): Query {
  const { q, page, size, owner, bucket, level, due, ownerId } = params;
  return {
    page,
    size,
    ...(owner === undefined ? {} : { owner }),
    ...(bucket === undefined ? {} : { bucket }),
    ...(level === undefined ? {} : { level }),
    ...(due === undefined ? {} : { due }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(q === '' ? {} : { search: q.toUpperCase() }),
  };
}
