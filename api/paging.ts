/** From a page's number to rows, and back to the answer. */
import type { Instant } from '../domain/calendar.ts';
import { refuseRequest } from './problem.ts';

export type PageQuery = { readonly page: number; readonly size: number };

export type Page<Item> = PageQuery & {
  readonly items: Item[];
  readonly total: number;
  readonly asOf: Instant;
};

/** Rows before the page, for the query. */
export function offsetOf({ page, size }: PageQuery): number {
  return (page - 1) * size;
}

/** @param found the page's rows and the number of all rows of the filter */
export function toPage<Row, Item>(
  { page, size }: PageQuery,
  found: { readonly rows: readonly Row[]; readonly total: number; readonly asOf: Instant },
  toItem: (row: Row) => Item,
): Page<Item> {
  return { items: found.rows.map(toItem), page, size, total: found.total, asOf: found.asOf };
}

/**
 * The position a timeline goes on from; null for its beginning.
 * @throws DomainError `request_invalid` for a cursor this API did not make
 */
export function readCursor(cursor: string | undefined): bigint | null {
  if (cursor === undefined) return null;
  const seq = /^s(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (seq === undefined) {
    refuseRequest([{ in: 'query', pointer: '/cursor', detail: 'This cursor was not made here' }]);
  }
  return BigInt(seq);
}

/**
 * A stretch of a timeline. Ask the database for `size + 1` rows: the one too many says that there is more.
 * @param seqOf the row's place in the order
 */
export function toTimeline<Row, Item>(
  size: number,
  rows: readonly Row[],
  seqOf: (row: Row) => bigint,
  toItem: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const hasMore = rows.length > size && last !== undefined;
  return { items: shown.map(toItem), next: hasMore ? cursorOf(seqOf(last)) : null };
}

function cursorOf(seq: bigint): string {
  return Buffer.from(`s${seq}`, 'latin1').toString('base64url');
}
