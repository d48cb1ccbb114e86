/** What people are told about a case: approvers in the house's language, applicants in their own. */
import type { Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { businessDateOf, localTimeOf } from '../../domain/instant.ts';
import { maskName } from '../../domain/masks.ts';
import type { Application } from '../../db/queries/applications.ts';
import { findApplicant, readNoticeFacts, type Applicant } from '../../db/queries/applicants.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import type { Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { NoticeParams, NoticeTemplate } from '../../locales/notice-params.ts';
import { stageName } from '../../locales/stage-names.ts';
import { queueNotice, queueNotices } from '../notices.ts';

const houseLanguage = 'zh-CN';

export type StageTemplateName =
  'approval_seat_opened' | 'approval_reminder' | 'approval_escalated' | 'approval_process_admin';

export type StageNotice = {
  readonly template: StageTemplateName;
  /** Tells two notices of one template apart: the clock's name, or the attempt. */
  readonly occasion: string;
  readonly officerIds: readonly string[];
  readonly dueAt: Instant;
};

export type NoticeMoment = { readonly businessDate: IsoDate; readonly timeZone: string };

/** One console notice per officer; a repeated step writes none twice. */
export async function tellOfficers(
  trx: Transaction<DB>,
  application: Application,
  stage: Pick<Stage, 'stageId' | 'template'>,
  { template, occasion, officerIds, dueAt }: StageNotice,
  { businessDate, timeZone }: NoticeMoment,
): Promise<void> {
  if (officerIds.length === 0) return;
  const { applicant, officers } = await readNoticeFacts(trx, application.customerId, officerIds);
  const dueText = `${businessDateOf(dueAt, timeZone)} ${localTimeOf(dueAt, timeZone)}`;
  await queueNotices(
    trx,
    officers.map(({ officerId, name }) => ({
      businessKey: `stage/${stage.stageId}/${template}/${occasion}/${officerId}/console`,
      template,
      channel: 'console' as const,
      language: houseLanguage,
      officerId,
      applicationId: application.applicationId,
      businessDate,
      params: {
        officerName: name,
        applicationNumber: application.number,
        customerName: maskedName(applicant),
        stageName: stageName(houseLanguage, stage.template.key),
        dueAt: dueText,
      },
    })),
  );
}

/** The chief risk officers hear of a case that has been in review for long. */
export async function tellReviewOverdue(
  trx: Transaction<DB>,
  application: Application,
  { officerIds, days }: { readonly officerIds: readonly string[]; readonly days: number },
  { businessDate }: NoticeMoment,
): Promise<void> {
  if (officerIds.length === 0) return;
  const { applicant, officers } = await readNoticeFacts(trx, application.customerId, officerIds);
  await queueNotices(
    trx,
    officers.map(({ officerId, name }) => ({
      businessKey: `application/${application.applicationId}/${application.round}/review_overdue/${officerId}/console`,
      template: 'review_overdue' as const,
      channel: 'console' as const,
      language: houseLanguage,
      officerId,
      applicationId: application.applicationId,
      businessDate,
      params: {
        officerName: name,
        applicationNumber: application.number,
        customerName: maskedName(applicant),
        days,
      },
    })),
  );
}

/** The account manager and the risk managers: an approved case without an offer waits for them. */
export async function tellOfferWithheld(
  trx: Transaction<DB>,
  application: Application,
  { businessDate }: NoticeMoment,
): Promise<void> {
  const { applicationId, round, number, accountManagerId, customerId } = application;
  const holders = await listHolders(trx, 'risk_manager');
  const officerIds = [...new Set([accountManagerId, ...holders])];
  const { applicant, officers } = await readNoticeFacts(trx, customerId, officerIds);
  await queueNotices(
    trx,
    officers.map(({ officerId, name }) => ({
      businessKey: `application/${applicationId}/${round}/offer_withheld/${officerId}/console`,
      template: 'offer_withheld' as const,
      channel: 'console' as const,
      language: houseLanguage,
      officerId,
      applicationId,
      businessDate,
      params: {
        officerName: name,
        applicationNumber: number,
        customerName: maskedName(applicant),
      },
    })),
  );
}

type ApplicantTemplate = Extract<
  NoticeTemplate,
  | 'application_submitted'
  | 'application_returned'
  | 'application_return_reminder'
  | 'application_declined'
  | 'application_expired'
  | 'offer_issued'
  | 'offer_expired'
>;
type ApplicantFacts<T extends ApplicantTemplate> = Omit<
  NoticeParams<T>,
  'customerName' | 'applicationNumber'
>;

/** A text message to the applicant; `factsOf` is given the language they read. */
export async function tellApplicant<T extends ApplicantTemplate>(
  trx: Transaction<DB>,
  application: Application,
  template: T,
  notice: {
    readonly occasion: string;
    readonly factsOf: (language: Applicant['language']) => ApplicantFacts<T>;
  },
  { businessDate }: NoticeMoment,
): Promise<void> {
  const applicant = await findApplicant(trx, application.customerId);
  const params = {
    customerName: applicant.name,
    applicationNumber: application.number,
    ...notice.factsOf(applicant.language),
  } as unknown as NoticeParams<T>;
  await queueNotice<T>(trx, {
    businessKey: `application/${application.applicationId}/${template}/${notice.occasion}/sms`,
    template,
    channel: 'sms',
    language: applicant.language,
    customerId: application.customerId,
    applicationId: application.applicationId,
    businessDate,
    params,
  });
}

function maskedName({ name, kind }: Pick<Applicant, 'name' | 'kind'>): string {
  return kind === 'company' ? name : maskName(name);
}
