/** What a customer agrees to, with the version of the wording, and takes back. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import {
  insertConsent,
  lockConsent,
  withdrawConsent,
  type ConsentRow,
} from '../../db/queries/customer-files.ts';
import type { DB } from '../../db/tables.ts';
import { refuseRequest } from '../problem.ts';
import type { newConsent } from '../schemas/customers.ts';
import { auditCustomer, visibleCustomer, type Command } from './customers.ts';

/** @throws DomainError `not_found`, `request_invalid` for a day to come */
export async function giveConsent(
  trx: Transaction<DB>,
  context: Command,
  customerId: string,
  body: z.output<typeof newConsent>,
): Promise<ConsentRow> {
  const { clock, scope } = context;
  const row = await visibleCustomer(trx, scope, customerId);
  const givenDate = body.givenDate ?? clock.businessDate;
  if (givenDate > clock.businessDate) {
    refuseRequest([{ in: 'body', pointer: '/givenDate', detail: 'This day has not come yet' }]);
  }
  const given = await insertConsent(trx, { ...body, customerId: row.customerId, givenDate });
  const { consentId, kind, wordingVersion } = given;
  const after = { consentId, kind, wordingVersion };
  await auditCustomer(trx, context, 'consent.given', row.customerId, { after });
  return given;
}

/** @throws DomainError `not_found`, `illegal_transition` for one that was taken back before */
export async function takeConsentBack(
  trx: Transaction<DB>,
  context: Command,
  consentId: string,
): Promise<ConsentRow> {
  const found = await lockConsent(trx, consentId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'consent' });
  await assertVisible(trx, context, found);
  if (found.withdrawnAt !== null) {
    const step = { from: 'withdrawn', to: 'withdrawn', event: 'withdraw' };
    throw new DomainError('illegal_transition', { subject: 'consent', ...step });
  }
  const withdrawnAt = context.clock.now;
  await withdrawConsent(trx, found.consentId, withdrawnAt);
  const after = { consentId: found.consentId, kind: found.kind };
  await auditCustomer(trx, context, 'consent.withdrawn', found.customerId, { after });
  return { ...found, withdrawnAt };
}

/** A consent of somebody out of sight is no other than one that does not exist. */
async function assertVisible(
  trx: Transaction<DB>,
  { scope }: Command,
  { customerId }: ConsentRow,
): Promise<void> {
  await visibleCustomer(trx, scope, customerId);
}
