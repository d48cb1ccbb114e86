/**
 * Customers come in checked and sealed. The audit trail says that a number changed and shows the masks, never the
 * number; a second record for the same identity is refused across all branches.
 */
import { hashPassword } from 'better-auth/crypto';
import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { maskEmail, maskName } from '../../domain/masks.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  findByIdentity,
  findCustomer,
  insertCustomer,
  linkUser,
  lockCustomer,
  updateCustomer,
  type CustomerChange,
  type CustomerRow,
} from '../../db/queries/customers.ts';
import { isActiveOfficer } from '../../db/queries/officers.ts';
import { insertUser, isUserNameTaken } from '../../db/queries/users.ts';
import { isWithinScope, type Scope } from '../../db/queries/scope.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import type { KeyRing } from '../../ops/keys.ts';
import type { WriteContext } from '../context.ts';
import { assertVersion } from '../etag.ts';
import { checkBankAccount, checkIdentity, checkPhone } from '../identity.ts';
import { refuseRequest } from '../problem.ts';
import { identityIndex, sealBankAccount, sealIdentity, sealPhone } from '../sealing.ts';
import type { customerChange, newCustomer, newPortalUser } from '../schemas/customers.ts';

/** What a command needs to know of its request. */
export type Command = Omit<WriteContext<unknown, unknown, unknown>, 'params' | 'query' | 'body'>;
type NewCustomer = z.output<typeof newCustomer>;
type Change = z.output<typeof customerChange>;

/** @throws DomainError `request_invalid`, `customer_exists` */
export async function createCustomer(
  trx: Transaction<DB>,
  context: Command,
  body: NewCustomer,
): Promise<CustomerRow> {
  const { keys } = context.services;
  const checked = checkNumbers(body);
  const branchId = body.branchId ?? context.actor.branchId;
  const accountManagerId = body.accountManagerId ?? context.actor.actorId;
  assertOwnBranch(context, branchId);
  await assertAccountManager(trx, accountManagerId);
  await assertNotOnFile(trx, context, identityIndex(keys, checked.identity));
  const customerId = newId();
  await insertCustomer(trx, {
    customerId,
    kind: body.kind,
    name: body.name,
    birthDate: checked.birthDate,
    identity: sealIdentity(keys, checked.identity),
    phone: sealPhone(keys, checked.phone),
    bankAccount: checked.bankAccount === null ? null : sealBankAccount(keys, checked.bankAccount),
    email: body.email ?? null,
    language: body.language,
    branchId,
    accountManagerId,
  });
  const created = await findCustomer(trx, { branches: 'all' }, customerId);
  if (created === undefined) throw new Error('A customer just inserted is not there');
  await auditCustomer(trx, context, 'customer.created', customerId, { after: auditFacts(created) });
  return created;
}

/** @throws DomainError `not_found`, `stale_version`, `request_invalid` */
export async function changeCustomer(
  trx: Transaction<DB>,
  context: Command,
  customerId: string,
  body: Change,
): Promise<CustomerRow> {
  const before = await lockCustomer(trx, context.scope, customerId);
  if (before === undefined) throw new DomainError('not_found', { resource: 'customer' });
  assertVersion(context.ifMatch, before.version);
  if (body.accountManagerId !== undefined) await assertAccountManager(trx, body.accountManagerId);
  await updateCustomer(trx, customerId, sealChange(context.services.keys, body));
  const after = await findCustomer(trx, { branches: 'all' }, customerId);
  if (after === undefined) throw new Error('A customer just changed is not there');
  await auditCustomer(trx, context, 'customer.changed', customerId, {
    before: auditFacts(before),
    after: { ...auditFacts(after), fields: Object.keys(body).sort() },
  });
  return after;
}

/** @throws DomainError `not_found` */
export async function visibleCustomer(
  db: Kysely<DB>,
  scope: Scope,
  customerId: string,
): Promise<CustomerRow> {
  const row = await findCustomer(db, scope, customerId);
  if (row === undefined) throw new DomainError('not_found', { resource: 'customer' });
  return row;
}

/**
 * Opens the portal to a customer: a user of their own with a first password.
 * @throws DomainError `not_found`, `user_name_taken`, `customer_has_user`
 */
export async function inviteCustomer(
  trx: Transaction<DB>,
  context: Command,
  customerId: string,
  { userName, password }: z.output<typeof newPortalUser>,
): Promise<void> {
  const row = await visibleCustomer(trx, context.scope, customerId);
  if (await isUserNameTaken(trx, userName)) throw new DomainError('user_name_taken', { userName });
  const userId = newId();
  const passwordHash = await hashPassword(password);
  await insertUser(trx, { userId, userName, displayName: row.name, passwordHash });
  const isLinked = await linkUser(trx, customerId, userId);
  if (!isLinked) throw new DomainError('customer_has_user', {});
  await auditCustomer(trx, context, 'customer.invited', customerId, { after: { userName } });
}

/** Written for every look-up by a full number: it is an access to personal data whether it finds somebody or not. */
export async function auditSearch(
  trx: Transaction<DB>,
  context: Command,
  by: 'identity' | 'phone',
  found: readonly CustomerRow[],
): Promise<void> {
  // The subject is the look-up itself: it may have found nobody, or several people behind one phone.
  await auditCustomer(trx, context, 'customer.searched', newId(), {
    after: { by, customerIds: found.map(({ customerId }) => customerId) },
  });
}

export async function auditCustomer(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Command,
  action: string,
  customerId: string,
  facts: { before?: { [key: string]: Json }; after?: { [key: string]: Json } },
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action,
    subjectType: 'customer',
    subjectId: customerId,
    ...facts,
    businessDate: clock.businessDate,
    requestId,
  });
}

function checkNumbers(body: NewCustomer) {
  const identity = checkIdentity(body.identity, '/identity/number');
  const phone = checkPhone(body.phone, '/phone');
  const bankAccount =
    body.bankAccount === undefined
      ? { value: null }
      : checkBankAccount(body.bankAccount, '/bankAccount');
  const errors = [identity, phone, bankAccount].flatMap((checked) =>
    'error' in checked ? [checked.error] : [],
  );
  if ('error' in identity || 'error' in phone || 'error' in bankAccount) refuseRequest(errors);
  const birthDate = identity.value.birthDate ?? body.birthDate ?? null;
  assertKindFits(body, birthDate);
  return {
    identity: identity.value,
    phone: phone.value,
    bankAccount: bankAccount.value,
    birthDate: body.kind === 'person' ? birthDate : null,
  };
}

function assertKindFits({ kind, identity, birthDate }: NewCustomer, known: string | null): void {
  const isCompanyNumber = identity.type === 'company_registration';
  if (isCompanyNumber !== (kind === 'company')) {
    const detail = `A ${kind} does not have a number of this type`;
    refuseRequest([{ in: 'body', pointer: '/identity/type', detail }]);
  }
  if (kind === 'person' && known === null) {
    const detail = 'The day of birth is needed, the identity number does not say it';
    refuseRequest([{ in: 'body', pointer: '/birthDate', detail }]);
  }
  if (kind === 'person' && birthDate !== undefined && birthDate !== known) {
    const detail = 'The identity number says another day of birth';
    refuseRequest([{ in: 'body', pointer: '/birthDate', detail }]);
  }
}

function sealChange(keys: KeyRing, body: Change): CustomerChange {
  const phone = body.phone === undefined ? null : checkPhone(body.phone, '/phone');
  const account =
    typeof body.bankAccount === 'string'
      ? checkBankAccount(body.bankAccount, '/bankAccount')
      : null;
  const errors = [phone, account].flatMap((checked) =>
    checked !== null && 'error' in checked ? [checked.error] : [],
  );
  if (errors.length > 0) refuseRequest(errors);
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.email === undefined ? {} : { email: body.email }),
    ...(body.language === undefined ? {} : { language: body.language }),
    ...(body.accountManagerId === undefined ? {} : { accountManagerId: body.accountManagerId }),
    ...(phone !== null && 'value' in phone ? { phone: sealPhone(keys, phone.value) } : {}),
    ...(account !== null && 'value' in account
      ? { bankAccount: sealBankAccount(keys, account.value) }
      : {}),
    ...(body.bankAccount === null ? { bankAccount: null } : {}),
  };
}

function assertOwnBranch({ scope }: Command, branchId: string): void {
  if (isWithinScope(scope, { branchId, customerId: '' })) return;
  refuseRequest([{ in: 'body', pointer: '/branchId', detail: 'This is not a branch of yours' }]);
}

async function assertAccountManager(trx: Transaction<DB>, officerId: string): Promise<void> {
  if (await isActiveOfficer(trx, officerId)) return;
  const detail = 'There is no active officer with this id';
  refuseRequest([{ in: 'body', pointer: '/accountManagerId', detail }]);
}

async function assertNotOnFile(
  trx: Transaction<DB>,
  { scope }: Command,
  index: Buffer,
): Promise<void> {
  const known = await findByIdentity(trx, index);
  if (known === undefined) return;
  throw new DomainError('customer_exists', {
    customerId: isWithinScope(scope, known) ? known.customerId : null,
  });
}

/** What the audit trail may hold: masks and house facts. */
function auditFacts(row: CustomerRow): { [key: string]: Json } {
  return {
    number: row.number,
    kind: row.kind,
    nameMask: row.kind === 'person' ? maskName(row.name) : row.name,
    identityMask: row.identityMask,
    phoneMask: row.phoneMask,
    bankAccountMask: row.bankAccountMask,
    emailMask: row.email === null ? null : maskEmail(row.email),
    language: row.language,
    branchId: row.branchId,
    accountManagerId: row.accountManagerId,
    version: row.version,
  };
}
