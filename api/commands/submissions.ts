/**
 * Handing an application in, for the first time or again after a return. What the approvers will see is frozen here,
 * with the versions of product, matrix and scorecard; whatever would stop the case later is refused now, while
 * somebody who can put it right is looking.
 */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationData } from '../../domain/origination/application.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { blockersOf, checkCompleteness } from '../../domain/origination/completeness.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { nextState } from '../../domain/state-machine.ts';
import {
  saveApplication,
  type Application,
  type ApplicationChange,
} from '../../db/queries/applications.ts';
import { readApplicationData } from '../../db/queries/case-data.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import type { PinnedIds } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';
import { applicationWorkflowId, startApplication } from '../../workflows/messages.ts';
import { lockVisible, record } from './applications.ts';
import type { Caller } from './caller.ts';
import { freeze, type Handing, type SubmissionResult } from './handing-in.ts';
import { resubmit } from './resubmissions.ts';
import {
  assertMayApply,
  assertPathForEveryGrade,
  assertWithinLimits,
} from './submission-guards.ts';
import { readPinsOf } from './pinned-versions.ts';

/**
 * @throws DomainError `not_found`, `illegal_transition`, `application_incomplete`, `no_matrix_row`, `grade_undefined`,
 * `score_value_unbinned`, `exposure_exceeded`, `duplicate_application`, `cooling_off`
 */
export async function submitApplication(
  trx: Transaction<DB>,
  caller: Caller,
  applicationId: string,
): Promise<SubmissionResult> {
  const application = await lockVisible(trx, caller, applicationId);
  const isAgain = application.status === 'returned';
  if (!isAgain) nextState(applicationMachine, application.status, 'submit');
  // A case keeps the versions it was first handed in under.
  const pinned = await readPinsOf(trx, application);
  const data = await readApplicationData(trx, application);
  assertComplete(data, pinned.product, caller.clock.businessDate);
  await assertPathForEveryGrade(trx, application, data, pinned, caller.clock.businessDate);
  await assertWithinLimits(trx, application, pinned.product);
  if (isAgain) return resubmit(trx, caller, { application, data, pinned });
  await assertMayApply(trx, application, pinned.product, caller.clock.businessDate);
  return submit(trx, caller, { application, data, pinned });
}

async function submit(
  trx: Transaction<DB>,
  caller: Caller,
  { application, data, pinned }: Handing,
): Promise<SubmissionResult> {
  const { applicationId, round } = application;
  const submissionNumber = await freeze(trx, caller, application, data);
  const saved = await saveApplication(trx, applicationId, {
    ...handedIn(application, caller),
    ...versionIds(pinned),
  });
  const workflowId = applicationWorkflowId(applicationId, round);
  await openProcess(trx, { workflowId, kind: 'application', subjectId: applicationId });
  await insertOutbox(trx, startApplication(applicationId, round));
  const details = { status: saved.status, submissionNumber, versions: versionIds(pinned) };
  await record(trx, caller, application, { kind: 'application.submitted', details });
  return { application: saved, submissionNumber, path: 'begins' };
}

function handedIn({ status }: Application, { actor, clock }: Caller): ApplicationChange {
  return {
    status: nextState(applicationMachine, status, 'submit'),
    submittedBy: actor.actorId,
    submittedAt: clock.now,
    submittedDate: clock.businessDate,
    changedDate: clock.businessDate,
  };
}

function versionIds({ productVersionId, matrixVersionId, scorecardVersionId }: PinnedIds) {
  return { productVersionId, matrixVersionId, scorecardVersionId };
}

/** Nothing is collected between submit and review, so what blocks the review blocks the submit. */
function assertComplete(
  data: ApplicationData,
  product: ProductContent,
  businessDate: string,
): void {
  const blockers = blockersOf(checkCompleteness(data, product, businessDate), 'review');
  if (blockers.length === 0) return;
  throw new DomainError('application_incomplete', { items: blockers.map(({ path }) => path) });
}
