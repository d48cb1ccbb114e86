/** What the applicant said to the officer: to other terms, or to the offer. How they said it is part of the record. */
import { Radio, Select, Stack, Table, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  acceptOffer,
  answerCounterOffer,
  listCounterOffers,
  readOffer,
} from '../../api/contracts/cases.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import type { FieldErrors } from '../../components/field-errors.ts';
import { Money } from '../../components/Money.tsx';
import { percentText } from '../../components/percent-text.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from '../approvals/action-form.tsx';
import type { OwnFormProps } from './own-actions.ts';
import type { Application } from './use-case.ts';

type CounterOffer = AnswerOf<typeof listCounterOffers>['items'][number];
type Offer = AnswerOf<typeof readOffer>;

const channels = ['in_person', 'phone', 'signed_paper', 'video'] as const;
type Channel = (typeof channels)[number];

/** How and in which words the applicant answered; neither is ever assumed. */
type Proof = { readonly channel: Channel | null; readonly note: string };

function useProof() {
  const [proof, setProof] = useState<Proof>({ channel: null, note: '' });
  const { channel, note } = proof;
  const consent = channel === null || note.trim() === '' ? null : { channel, note: note.trim() };
  return { proof, setProof, consent };
}

type ProofFieldsProps = {
  readonly proof: Proof;
  readonly onChange: (proof: Proof) => void;
  readonly fields: FieldErrors;
};

function ProofFields({ proof, onChange, fields }: ProofFieldsProps): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <>
      <Select
        label={t('own.channel')}
        withAsterisk
        data={channels.map((value) => ({ value, label: t(`own.channels.${value}`) }))}
        value={proof.channel}
        onChange={(channel) => onChange({ ...proof, channel })}
        {...fields.fieldProps('/consent/channel')}
      />
      <Textarea
        label={t('own.note')}
        description={t('own.noteHint')}
        autosize
        minRows={2}
        maxLength={500}
        withAsterisk
        value={proof.note}
        onChange={({ currentTarget }) => onChange({ ...proof, note: currentTarget.value })}
        {...fields.fieldProps('/consent/note')}
      />
    </>
  );
}

export function AnswerForm({ application, onEnd }: OwnFormProps): ReactNode {
  const { t } = useTranslation('cases');
  const { applicationId } = application;
  const { data, error, refetch } = useRead(listCounterOffers, { params: { applicationId } });
  if (error !== null && data === undefined) {
    const what = t('own.title.answer', { number: application.number });
    return <ErrorState error={error} what={what} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton lines={6} />;
  const offer = data.items.find(({ status }) => status === 'open');
  if (offer === undefined) return <Text size="sm">{t('own.answered')}</Text>;
  return <Answer application={application} offer={offer} onEnd={onEnd} />;
}

type AnswerProps = OwnFormProps & { readonly offer: CounterOffer };

function Answer({ application, offer, onEnd }: AnswerProps): ReactNode {
  const { t } = useTranslation('cases');
  const [answer, setAnswer] = useState<'accept' | 'refuse' | null>(null);
  const { proof, setProof, consent } = useProof();
  const held = useStageCommand(answerCounterOffer, t('own.done.answer'), onEnd);
  const { counterOfferId } = offer;
  return (
    <ActionForm
      {...held}
      verb={t('own.verb.answer')}
      mine={proof.note}
      onEnd={onEnd}
      blocked={answer === null || consent === null ? t('own.needsAnswer') : null}
      input={() => ({ params: { counterOfferId }, body: { answer: answer ?? 'refuse', consent } })}
    >
      <Terms application={application} offer={offer} />
      <Radio.Group
        label={t('own.answer')}
        withAsterisk
        value={answer}
        onChange={(value) => setAnswer(value === 'accept' ? 'accept' : 'refuse')}
      >
        <Stack gap={6} mt={4}>
          <Radio value="accept" label={t('own.accepts')} data-autofocus />
          <Radio value="refuse" label={t('own.refuses')} />
        </Stack>
      </Radio.Group>
      <ProofFields proof={proof} onChange={setProof} fields={held.fields} />
    </ActionForm>
  );
}

/** What was asked for beside what is offered instead. */
function Terms({ application, offer }: { application: Application; offer: CounterOffer }) {
  const { t } = useTranslation('cases');
  const count = application.content['installmentCount'];
  const months = (value: unknown) =>
    typeof value === 'number' ? t('approvals:installments', { count: value }) : '—';
  return (
    <Table verticalSpacing={4} className="tabular">
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th scope="col" ta="right">
            {t('approvals:counter.asked')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('own.offered')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Line
          name={t('fact.amount')}
          before={<Money value={application.amount} />}
          after={<Money value={offer.amount} />}
        />
        <Line name={t('fact.term')} before={months(count)} after={months(offer.installmentCount)} />
        {offer.annualRatePpm === null ? null : (
          <Line name={t('schedule.rate')} before="—" after={percentText(offer.annualRatePpm)} />
        )}
        {offer.security === null ? null : (
          <Line name={t('approvals:counter.security')} before="—" after={offer.security} />
        )}
      </Table.Tbody>
    </Table>
  );
}

type LineProps = { readonly name: string; readonly before: ReactNode; readonly after: ReactNode };

function Line({ name, before, after }: LineProps): ReactNode {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {name}
      </Table.Th>
      <Table.Td ta="right">{before}</Table.Td>
      <Table.Td ta="right" fw={600}>
        {after}
      </Table.Td>
    </Table.Tr>
  );
}

export function AcceptForm({ application, onEnd }: OwnFormProps): ReactNode {
  const { t } = useTranslation('cases');
  const { applicationId, number } = application;
  const { data, error, refetch } = useRead(readOffer, { params: { applicationId } });
  if (error !== null && data === undefined) {
    const what = t('own.title.accept', { number });
    return <ErrorState error={error} what={what} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton lines={6} />;
  return <Accept applicationId={applicationId} offer={data} onEnd={onEnd} />;
}

type AcceptProps = {
  readonly applicationId: string;
  readonly offer: Offer;
  readonly onEnd: () => void;
};

function Accept({ applicationId, offer, onEnd }: AcceptProps): ReactNode {
  const { t } = useTranslation('cases');
  const { proof, setProof, consent } = useProof();
  const held = useStageCommand(acceptOffer, t('own.done.accept'), onEnd);
  const { contentHash } = offer;
  return (
    <ActionForm
      {...held}
      verb={t('own.verb.accept')}
      mine={proof.note}
      onEnd={onEnd}
      blocked={consent === null ? t('own.needsProof') : null}
      input={() => ({ params: { applicationId }, body: { contentHash, consent } })}
    >
      <Table verticalSpacing={4} className="tabular">
        <Table.Tbody>
          <Fact name={t('own.offered')} value={<Money value={offer.amount} />} />
          <Fact name={t('schedule.rate')} value={percentText(offer.annualRatePpm)} />
          <Fact name={t('schedule.allIn')} value={percentText(offer.allInCompoundPpm)} />
          <Fact name={t('own.expires')} value={<DateText at={offer.expiresAt} mode="both" />} />
        </Table.Tbody>
      </Table>
      <Text size="sm">{t('own.sentence.accept')}</Text>
      <ProofFields proof={proof} onChange={setProof} fields={held.fields} />
    </ActionForm>
  );
}

export function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {name}
      </Table.Th>
      <Table.Td ta="right">{value}</Table.Td>
    </Table.Tr>
  );
}
