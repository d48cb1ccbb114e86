/** What an applicant is told when the case comes back to them: why, and until when an answer is expected. */
import type { Transaction } from 'kysely';
import { addDays } from '../../domain/calendar.ts';
import { businessDateOf } from '../../domain/instant.ts';
import { returnExpiryDays } from '../../domain/origination/case-clocks.ts';
import type { Application } from '../../db/queries/applications.ts';
import type { DB } from '../../db/tables.ts';
import { reasonText } from '../../locales/reason-texts.ts';
import { tellApplicant, type NoticeMoment } from './case-notices.ts';

export async function tellReturned(
  trx: Transaction<DB>,
  application: Application,
  stageId: string,
  reasonCode: string,
  moment: NoticeMoment,
): Promise<void> {
  const returnedDate =
    application.returnedAt === null
      ? moment.businessDate
      : businessDateOf(application.returnedAt, moment.timeZone);
  const deadlineDate = addDays(returnedDate, returnExpiryDays);
  await tellApplicant(
    trx,
    application,
    'application_returned',
    {
      occasion: stageId,
      factsOf: (language) => ({ reason: reasonText(language, reasonCode), deadlineDate }),
    },
    moment,
  );
}
