/** What an applicant is told of a decline: the heaviest reasons in plain words, nothing from the inside. */
import type { Transaction } from 'kysely';
import { applicantReasons } from '../../domain/origination/decision.ts';
import type { Application } from '../../db/queries/applications.ts';
import type { DB } from '../../db/tables.ts';
import { reasonText } from '../../locales/reason-texts.ts';
import { tellApplicant, type NoticeMoment } from './case-notices.ts';

/** Written once a round, whoever declined. */
export async function tellDeclined(
  trx: Transaction<DB>,
  application: Application,
  reasons: readonly string[],
  moment: NoticeMoment,
): Promise<void> {
  const shown = applicantReasons({ reasons });
  await tellApplicant(
    trx,
    application,
    'application_declined',
    {
      occasion: `${application.round}`,
      factsOf: (language) => ({
        reasons: [...new Set(shown.map((code) => reasonText(language, code)))].join(
          language === 'en' ? '; ' : ';',
        ),
      }),
    },
    moment,
  );
}
