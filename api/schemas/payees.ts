/** Entrusted payees and stops of disbursements as JSON; an account goes in whole and comes out masked. */
import { z } from 'zod';
import { id, instant, text, version } from './common.ts';

export const applicationParams = z.strictObject({ applicationId: id });
export const payeeParams = z.strictObject({ payeeId: id });
export const customerParams = z.strictObject({ customerId: id });
export const stopParams = z.strictObject({ stopId: id });

export const newPayee = z.strictObject({
  name: text(100),
  account: z.string().trim().min(8).max(45),
  purpose: text(200).meta({ description: 'What is bought or paid' }),
  documentId: id.optional().meta({ description: 'The invoice or contract that names the payee' }),
});

export const payee = z
  .object({
    payeeId: id,
    applicationId: id,
    name: z.string(),
    accountMask: z.string(),
    purpose: z.string(),
    documentId: id.nullable(),
    recordedBy: id,
    recordedAt: instant,
    checkedBy: id.nullable(),
    checkedAt: instant.nullable(),
    version,
  })
  .meta({ id: 'EntrustedPayee' });

export const payees = z.object({ items: z.array(payee) });

export const newStop = z.strictObject({ reason: text(500) });
export const stopLift = z.strictObject({ reason: text(500) });

export const stop = z
  .object({
    stopId: id,
    customerId: id,
    reason: z.string(),
    setBy: id,
    setAt: instant,
    liftedBy: id.nullable(),
    liftedAt: instant.nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'DisbursementStop' });

export const stops = z.object({ items: z.array(stop) });
