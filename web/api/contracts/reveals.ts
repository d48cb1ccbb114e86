import type * as wire from '../../../api/schemas/customers.ts';
import type { z } from 'zod';
import { write } from '../contract.ts';

type CustomerParams = z.ZodObject<{ customerId: z.ZodUUID }>;

export const revealCustomer = write<{
  params: CustomerParams;
  body: typeof wire.newReveal;
  answer: typeof wire.reveal;
}>('POST', '/v1/customers/:customerId/reveals');
