import type * as wire from '../../../api/schemas/customers.ts';
import { write, type Ids } from '../contract.ts';

export const revealCustomer = write<{
  params: Ids<'customerId'>;
  body: typeof wire.newReveal;
  answer: typeof wire.reveal;
}>('POST', '/v1/customers/:customerId/reveals');
