/** Everything the page of an application reads at once; what only one tab shows is read with that tab. */
import { useRead } from '../../api/use-read.ts';
import { readStage } from '../../api/contracts/approvals.ts';
import { listAssessments, readApplication, readPath } from '../../api/contracts/cases.ts';
import type { AnswerOf } from '../../api/contract.ts';
import type { Subject } from '../approvals/decision.ts';

export type Application = AnswerOf<typeof readApplication>;
export type Assessment = AnswerOf<typeof listAssessments>['items'][number];

export function useCase(applicationId: string) {
  const params = { applicationId };
  const application = useRead(readApplication, { params });
  const path = useRead(readPath, { params, query: {} });
  const assessments = useRead(listAssessments, { params });
  const running = path.data?.stages.find(({ state }) => state === 'open' || state === 'returned');
  const stageId = running?.stageId ?? null;
  const stage = useRead(
    readStage,
    { params: { stageId: stageId ?? '' } },
    { enabled: stageId !== null },
  );
  return { application, path, assessments, stage, hasStage: stageId !== null };
}

export type CaseReads = ReturnType<typeof useCase>;

/** What the decision panel needs to know of the application. */
export function toSubject(application: Application, reads: CaseReads): Subject {
  const { applicationId, number, amount, actions, content } = application;
  const installmentCount =
    typeof content['installmentCount'] === 'number' ? content['installmentCount'] : null;
  return {
    kind: 'application',
    applicationId,
    number,
    amount,
    installmentCount,
    path: reads.path.data,
    actions,
    unseen: reads.assessments.isError ? ['why'] : [],
  };
}
