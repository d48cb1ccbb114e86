/** What the steps are made of: the rows, the keys to the sealed columns, and whoever stands outside. */
import type { Kysely } from 'kysely';
import type { DB } from '../db/tables.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Logger } from '../ops/log.ts';
import type { Engine } from './engine.ts';
import type { NoticeSenders } from './ports/notice-sender.ts';
import type { PaymentRail } from './ports/payment-rail.ts';

/** Everybody outside the house, by what they do for it. */
export type Ports = {
  /** Null where no rail is connected: transfers then wait in their queue for a worker that has one. */
  readonly rail: PaymentRail | null;
  readonly notices: NoticeSenders;
};

export type ActivityParts = {
  readonly db: Kysely<DB>;
  readonly keys: KeyRing;
  readonly ports: Ports;
  readonly engine: Engine;
  readonly log: Logger;
};
