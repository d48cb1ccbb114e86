/**
 * Who may read a case: those whose branches it lies in, and those whom a colleague has let in by a seat, a question or
 * a copy. Guests only read, and that they did is recorded. Whoever has declared an interest has lost sight of it.
 */
import { DomainError } from '../domain/errors.ts';
import { findApplication, type Application } from '../db/queries/applications.ts';
import { wasLetIn } from '../db/queries/case-readers.ts';
import { hasSteppedAside, recordReading } from '../db/queries/case-readings.ts';
import { isWithinScope } from '../db/queries/scope.ts';
import type { ReadContext } from './context.ts';

type Reader = Pick<ReadContext<unknown, unknown>, 'db' | 'actor' | 'scope' | 'clock' | 'requestId'>;

/** @throws DomainError `not_found` also for what the actor may not see */
export async function findReadable(reader: Reader, applicationId: string): Promise<Application> {
  const { db, actor, scope } = reader;
  const application = await findApplication(db, applicationId);
  if (application === undefined) throw notFound();
  if (actor.kind === 'borrower') {
    if (!isWithinScope(scope, application)) throw notFound();
    return application;
  }
  const key = { subjectId: applicationId, officerId: actor.officerId };
  if (isWithinScope(scope, application)) {
    if (await hasSteppedAside(db, key)) throw notFound();
    return application;
  }
  if (!(await wasLetIn(db, key))) throw notFound();
  await record(reader, applicationId);
  return application;
}

async function record(
  { db, actor, clock, requestId }: Reader,
  applicationId: string,
): Promise<void> {
  const officerId = actor.actorId;
  const { businessDate } = clock;
  const reading = { applicationId, officerId, businessDate, requestId };
  await db.transaction().execute((trx) => recordReading(trx, reading));
}

function notFound() {
  return new DomainError('not_found', { resource: 'application' });
}
