/**
 * Signing up: a phone that has proven itself becomes the way in for one customer. Somebody on file is linked when
 * name, identity and phone agree with the file; somebody new is put on file in the branch of their choice. A refusal
 * never says what did not fit.
 */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { insertConsent } from '../../db/queries/customer-files.ts';
import { insertCustomer, linkUser } from '../../db/queries/customers.ts';
import {
  findLeastBusyLoanOfficer,
  lockByIdentity,
  takeSignInPhone,
  type KnownCustomer,
} from '../../db/queries/portal-users.ts';
import { insertPhoneUser } from '../../db/queries/users.ts';
import type { DB } from '../../db/tables.ts';
import type { KeyRing } from '../../ops/keys.ts';
import { checkIdentity, type CheckedIdentity } from '../identity.ts';
import { refuseRequest } from '../problem.ts';
import type { signUp } from '../schemas/my-sign-in.ts';
import { identityIndex, phoneIndex, sealIdentity, sealPhone } from '../sealing.ts';

export type SignUpContext = {
  readonly keys: KeyRing;
  readonly clock: BusinessClock;
  readonly requestId: string;
};

type SignUp = z.output<typeof signUp> & {
  /** In E.164. */
  readonly phone: string;
};

/** @returns the user to sign in; null when the details do not agree with what is on file */
export async function signUpCustomer(
  trx: Transaction<DB>,
  context: SignUpContext,
  body: SignUp,
): Promise<string | null> {
  const { keys } = context;
  const checked = checkIdentity(body.identity, '/identity/number');
  if ('error' in checked) refuseRequest([checked.error]);
  const phone = phoneIndex(keys, body.phone);
  const known = await lockByIdentity(trx, {
    identityIndex: identityIndex(keys, checked.value),
    phoneIndex: phone,
  });
  if (known !== undefined && !isSamePerson(known, body)) return null;
  const customerId = known?.customerId ?? (await putOnFile(trx, context, body, checked.value));
  if (!(await takeSignInPhone(trx, customerId, phone))) return null;
  const userId = known?.userId ?? (await openPortal(trx, customerId, body.name));
  await keepConsent(trx, context, customerId, body.wordingVersion);
  const action = known === undefined ? 'customer.signed_up' : 'customer.phone_linked';
  await insertAudit(trx, {
    actorId: customerId,
    action,
    subjectType: 'customer',
    subjectId: customerId,
    after: { wordingVersion: body.wordingVersion },
    businessDate: context.clock.businessDate,
    requestId: context.requestId,
  });
  return userId;
}

function isSamePerson({ name, kind, hasThisPhone }: KnownCustomer, body: SignUp): boolean {
  return kind === 'person' && hasThisPhone && plain(name) === plain(body.name);
}

/** Spaces and the separators of transliterated names do not tell people apart. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·•.]/g, '')
    .toLowerCase();
}

async function putOnFile(
  trx: Transaction<DB>,
  { keys }: SignUpContext,
  body: SignUp,
  identity: CheckedIdentity,
): Promise<string> {
  const birthDate = identity.birthDate ?? body.birthDate ?? null;
  if (birthDate === null) {
    const detail = 'The day of birth is needed, the identity number does not say it';
    refuseRequest([{ in: 'body', pointer: '/birthDate', detail }]);
  }
  const accountManagerId = await findLeastBusyLoanOfficer(trx, body.branchId);
  if (accountManagerId === undefined) {
    const detail = 'This branch does not take new customers online';
    refuseRequest([{ in: 'body', pointer: '/branchId', detail }]);
  }
  const customerId = newId();
  await insertCustomer(trx, {
    customerId,
    kind: 'person',
    name: body.name,
    birthDate,
    identity: sealIdentity(keys, identity),
    phone: sealPhone(keys, body.phone),
    bankAccount: null,
    email: null,
    language: body.language,
    branchId: body.branchId,
    accountManagerId,
  });
  return customerId;
}

async function openPortal(
  trx: Transaction<DB>,
  customerId: string,
  displayName: string,
): Promise<string> {
  const userId = newId();
  await insertPhoneUser(trx, { userId, displayName });
  await linkUser(trx, customerId, userId);
  return userId;
}

async function keepConsent(
  trx: Transaction<DB>,
  { clock }: SignUpContext,
  customerId: string,
  wordingVersion: string,
): Promise<void> {
  const kind = 'data_processing';
  const givenDate = clock.businessDate;
  await insertConsent(trx, { customerId, kind, wordingVersion, channel: 'web', givenDate });
}
