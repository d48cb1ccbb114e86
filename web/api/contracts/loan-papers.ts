import type * as wire from '../../../api/schemas/customers.ts';
import { read, type Ids } from '../contract.ts';

export const listCustomerPapers = read<{
  params: Ids<'customerId'>;
  answer: typeof wire.documentList;
}>('/v1/customers/:customerId/documents');
