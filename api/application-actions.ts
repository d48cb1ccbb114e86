/** What somebody may do with an application now, in the order a console shows it. */
import type { Kysely } from 'kysely';
import { makersOf, type Application } from '../db/queries/applications.ts';
import { listCounterOffers } from '../db/queries/counter-offers.ts';
import { listDisbursements } from '../db/queries/disbursements.ts';
import type { DB } from '../db/tables.ts';
import { applicationMachine } from '../domain/origination/application-states.ts';
import { hasEnded } from '../domain/origination/disbursement-states.ts';
import { mayFire } from '../domain/state-machine.ts';
import { refusalOfReconsideration } from './commands/reconsiderations.ts';
import type { Actor } from './context.ts';
import type { Permission } from './permissions.ts';

/** Each step with the right it takes: a right of the API is no name for what happens to a case. */
const rights = {
  'application.update': 'application.update',
  'application.submit': 'application.submit',
  'counter-offer.answer': 'offer.accept',
  'offer.accept': 'offer.accept',
  'disbursement.create': 'disbursement.create',
  'application.reconsider': 'application.submit',
  'application.recall': 'application.submit',
  'application.withdraw': 'application.withdraw',
} as const satisfies Record<string, Permission>;

type Step = keyof typeof rights;

type Reader = { readonly actor: Actor; readonly clock: { readonly businessDate: string } };

export async function applicationActionsOf(
  db: Kysely<DB>,
  { actor, clock }: Reader,
  application: Application,
): Promise<string[]> {
  const { status } = application;
  const isWritable = status === 'draft' || status === 'returned';
  const isPossible: { readonly [S in Step]: boolean } = {
    'application.update': isWritable,
    'application.submit': isWritable,
    'counter-offer.answer': status === 'returned' && (await awaitsAnswer(db, application)),
    'offer.accept': status === 'offered',
    'disbursement.create': status === 'accepted' && !(await isUnderWay(db, application)),
    'application.reconsider':
      status === 'declined' && refusalOfReconsideration(application, clock.businessDate) === null,
    'application.recall': status === 'in_review' && makersOf(application).includes(actor.actorId),
    'application.withdraw': mayFire(applicationMachine, status, 'withdraw'),
  };
  return (Object.keys(rights) as Step[]).filter(
    (step) => isPossible[step] && actor.permissions.has(rights[step]),
  );
}

/** Made already and not at its end. */
async function isUnderWay(db: Kysely<DB>, { applicationId }: Application): Promise<boolean> {
  const made = await listDisbursements(db, applicationId);
  return made.some(({ status }) => !hasEnded(status));
}

async function awaitsAnswer(db: Kysely<DB>, { applicationId }: Application): Promise<boolean> {
  const offers = await listCounterOffers(db, applicationId);
  return offers.some(({ status }) => status === 'open');
}
