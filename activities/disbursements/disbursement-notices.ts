/** Who must hear what became of a disbursement: the people who made and released it. */
import type { Transaction } from 'kysely';
import { findApplicant } from '../../db/queries/applicants.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import type { DB } from '../../db/tables.ts';
import { maskName } from '../../domain/masks.ts';
import { format } from '../../domain/money.ts';
import { queueNotices, type AnyNoticeRequest } from '../notices.ts';
import type { LockedCase } from './outcome.ts';

/** Questions without an answer after which a person must look. */
const patienceCount = 3;

/** Refused money, or money nobody has been able to find; once each. */
export async function tellOutcome(trx: Transaction<DB>, locked: LockedCase): Promise<void> {
  const { disbursement, application, clock } = locked;
  const isLost = disbursement.status === 'unknown' && disbursement.queryCount >= patienceCount;
  if (disbursement.status !== 'refused' && !isLost) return;
  const officerIds = [disbursement.madeBy, disbursement.releasedBy].filter((id) => id !== null);
  const names = await readOfficerNames(trx, officerIds);
  const applicant = await findApplicant(trx, application.customerId);
  const requests = officerIds.map((officerId): AnyNoticeRequest => {
    const common = {
      businessKey: `disbursement/${disbursement.disbursementId}/${disbursement.status}/${officerId}/console`,
      channel: 'console' as const,
      language: 'zh-CN' as const,
      officerId,
      applicationId: application.applicationId,
      businessDate: clock.businessDate,
    };
    const params = {
      officerName: names.get(officerId) ?? '',
      applicationNumber: application.number,
      customerName: applicant.kind === 'company' ? applicant.name : maskName(applicant.name),
      amount: format(disbursement.amount),
    };
    const reason = disbursement.refusalCode ?? '';
    return isLost
      ? { ...common, template: 'disbursement_unknown', params }
      : { ...common, template: 'disbursement_refused', params: { ...params, reason } };
  });
  await queueNotices(trx, requests);
}
