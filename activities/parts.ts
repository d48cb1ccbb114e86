/** What the steps are made of: the rows, the keys to the sealed columns, and whoever stands outside. */
import type { Kysely } from 'kysely';
import type { DB } from '../db/tables.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Logger } from '../ops/log.ts';
import type { Engine } from './engine.ts';
import type { DirectDebit } from './ports/direct-debit.ts';
import type { NoticeSenders } from './ports/notice-sender.ts';
import type { PaymentRail } from './ports/payment-rail.ts';
import type { SmsGateway } from './ports/sms-gateway.ts';

/** Everybody outside the house, by what they do for it. */
export type Ports = {
  /** Null where no rail is connected: transfers then wait in their queue for a worker that has one. */
  readonly rail: PaymentRail | null;
  readonly notices: NoticeSenders;
  /** Null where no gateway is connected: codes to sign in with are then made and lapse. */
  readonly sms: SmsGateway | null;
  /** Null where nobody debits accounts: borrowers then pay by transfer. */
  readonly debits: DirectDebit | null;
};

export type ActivityParts = {
  readonly db: Kysely<DB>;
  readonly keys: KeyRing;
  readonly ports: Ports;
  readonly engine: Engine;
  readonly log: Logger;
};
