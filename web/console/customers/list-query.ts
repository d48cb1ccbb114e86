/** What the list asks the API for: a customer number is looked up whole, anything else is part of a name. */
import type { listCustomers } from '../../api/contracts/customers.ts';
import type { InputOf } from '../../api/contract.ts';
import type { SearchOf } from '../../app/search.ts';
import type { customerSearch } from './search.ts';

const NUMBER = /^C-?\d+$/i;

export function toListInput({
  q,
  page,
  size,
  kind,
}: SearchOf<typeof customerSearch>): InputOf<typeof listCustomers> {
  const text = q.normalize('NFKC').trim();
  const asked = text === '' ? {} : NUMBER.test(text) ? { number: numberOf(text) } : { name: text };
  return { query: { page, size, ...(kind === undefined ? {} : { kind }), ...asked } };
}

function numberOf(text: string): string {
  return `C-${text.replace(/\D/g, '').padStart(6, '0')}`;
}
