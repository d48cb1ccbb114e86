/** What an applicant can do about an application that is under way: answer, send again, object, withdraw. */
import { Alert, Button, List, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  answerOwnCounterOffer,
  objectToDecline,
  submitApplication,
  withdrawApplication,
} from '../../api/contracts/my-applications.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { ReasonModal } from './ReasonModal.tsx';
import { civilText } from '../../components/date-text.ts';
import { moneyText } from '../../components/money-text.ts';
import type { OwnApplication } from '../apply/ApplyWizard.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';

type Props = { readonly application: OwnApplication };

function useRefresh(): () => void {
  const client = useQueryClient();
  return () => void refresh(client, '/v1/my');
}

export function Resubmit({ application: { applicationId } }: Props): ReactNode {
  const { t } = usePortalWords();
  const submit = useCommand(submitApplication, useRefresh());
  return (
    <Form onSubmit={() => void submit.send({ params: { applicationId } })}>
      <Outcome command={submit} />
      <SendButton command={submit}>{t('track.resubmit')}</SendButton>
    </Form>
  );
}

export function CounterOffer({ application }: Props): ReactNode {
  const { t } = usePortalWords();
  const { applicationId, counterOffer } = application;
  const answer = useCommand(answerOwnCounterOffer, useRefresh());
  if (counterOffer === null) return null;
  const { counterOfferId, amount, installmentCount, security } = counterOffer;
  const send = (chosen: 'accept' | 'refuse') =>
    void answer.send({ params: { applicationId }, body: { counterOfferId, answer: chosen } });
  return (
    <Alert color="yellow" title={t('track.counterTitle')}>
      <Stack>
        <Text>
          {t('track.counterText', { amount: moneyText(amount), count: installmentCount })}
        </Text>
        {security === null ? null : <Text>{t('track.counterSecurity', { text: security })}</Text>}
        <Outcome command={answer} />
        <Button disabled={answer.isHeld} onClick={() => send('accept')}>
          {t('track.counterAccept')}
        </Button>
        <Button variant="default" disabled={answer.isHeld} onClick={() => send('refuse')}>
          {t('track.counterRefuse')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** The main reasons in plain words, what would help, when to apply again, and how to object. */
export function Declined({ application }: Props): ReactNode {
  const { t, language } = usePortalWords();
  const { declined, actions } = application;
  if (declined === null) return null;
  const { reasons, applyAgainDate } = declined;
  return (
    <Alert color="gray" title={t('track.declinedTitle')}>
      <Stack>
        {reasons.length === 0 ? null : (
          <div>
            <Text fw={600}>{t('track.declinedReasons')}</Text>
            <List>
              {reasons.map((reason) => (
                <List.Item key={reason.code}>{reason[language]}</List.Item>
              ))}
            </List>
          </div>
        )}
        <Text>{t('track.declinedHelp')}</Text>
        {applyAgainDate === null ? null : (
          <Text>{t('track.applyAgain', { date: civilText(applyAgainDate, language, true) })}</Text>
        )}
        {actions.includes('object') ? <Objection application={application} /> : null}
      </Stack>
    </Alert>
  );
}

function Objection({ application: { applicationId, declined } }: Props): ReactNode {
  const { t, language } = usePortalWords();
  const [reason, setReason] = useState('');
  const [isOpen, setOpen] = useState(false);
  const send = useCommand(objectToDecline, useRefresh());
  const until = declined?.objectUntilDate ?? null;
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('track.object')}
      </Button>
    );
  return (
    <Form
      onSubmit={() =>
        void send.send({ params: { applicationId }, body: { reason: reason.trim() } })
      }
    >
      {until === null ? null : (
        <Text>{t('track.objectText', { date: civilText(until, language, true) })}</Text>
      )}
      <Textarea
        label={t('track.objectReason')}
        required
        autosize
        minRows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Outcome command={send} />
      <SendButton command={send} isBlocked={reason.trim() === ''}>
        {t('track.objectSend')}
      </SendButton>
    </Form>
  );
}

export function Withdraw({ application: { applicationId, actions } }: Props): ReactNode {
  const { t } = usePortalWords();
  const [isOpen, setOpen] = useState(false);
  const refreshAll = useRefresh();
  const withdraw = useCommand(withdrawApplication, () => {
    refreshAll();
    setOpen(false);
  });
  if (!actions.includes('withdraw')) return null;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpen(true)}>
        {t('track.withdraw')}
      </Button>
      <ReasonModal
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('track.withdrawTitle')}
        text={t('track.withdrawText')}
        label={t('track.withdrawReason')}
        verb={t('track.withdraw')}
        command={withdraw}
        onSend={(reason) => void withdraw.send({ params: { applicationId }, body: { reason } })}
      />
    </>
  );
}
