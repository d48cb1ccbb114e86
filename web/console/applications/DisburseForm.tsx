/** What operations pay out and on which contract; a second person releases it. */
import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { makeDisbursement, readOffer } from '../../api/contracts/cases.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { percentText } from '../../components/percent-text.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from '../approvals/action-form.tsx';
import { Fact } from './answer-forms.tsx';
import type { OwnFormProps } from './own-actions.ts';

export function DisburseForm({ application, onEnd }: OwnFormProps): ReactNode {
  const { t } = useTranslation('cases');
  const { applicationId, number } = application;
  const { data, error, refetch } = useRead(readOffer, { params: { applicationId } });
  if (error !== null && data === undefined) {
    const what = t('own.title.disburse', { number });
    return <ErrorState error={error} what={what} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton lines={4} />;
  return <Disburse applicationId={applicationId} offer={data} onEnd={onEnd} />;
}

type DisburseProps = {
  readonly applicationId: string;
  readonly offer: AnswerOf<typeof readOffer>;
  readonly onEnd: () => void;
};

function Disburse({ applicationId, offer, onEnd }: DisburseProps): ReactNode {
  const { t } = useTranslation('cases');
  const held = useStageCommand(makeDisbursement, t('own.done.disburse'), onEnd);
  const { contentHash, amount, annualRatePpm } = offer;
  return (
    <ActionForm
      {...held}
      verb={t('own.verb.disburse')}
      mine=""
      onEnd={onEnd}
      blocked={null}
      input={() => ({ params: { applicationId }, body: { contractHash: contentHash } })}
    >
      <Table verticalSpacing={4} className="tabular">
        <Table.Tbody>
          <Fact name={t('own.offered')} value={<Money value={amount} />} />
          <Fact name={t('schedule.rate')} value={percentText(annualRatePpm)} />
        </Table.Tbody>
      </Table>
      <Text size="sm">{t('own.sentence.disburse')}</Text>
    </ActionForm>
  );
}
