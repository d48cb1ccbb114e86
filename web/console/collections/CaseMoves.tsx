/** What can be done with the case itself: take it, give it away, stop contact. */
import { Button, Modal, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { stopFlags } from '../../../domain/collections/contact-policy.ts';
import { useHouseTime } from '../../api/clock.ts';
import { claimCase, stopContact, transferCase } from '../../api/contracts/collections.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { useMe } from '../../app/session.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CollectionCase } from './case.ts';
import { useCollectors } from './use-collectors.ts';

type Props = { readonly found: CollectionCase };
type Open = 'transfer' | 'stop' | null;

export function CaseMoves({ found }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const me = useMe();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const claim = useCommand(claimCase, () => void refresh(client, '/v1/collection-cases'));
  const { actions, ownerId, caseId } = found;
  if (!actions.includes('collection-case.work')) return null;
  const close = () => setOpen(null);
  return (
    <>
      {ownerId === me.id ? null : (
        <Button
          variant="default"
          size="xs"
          disabled={claim.isHeld}
          onClick={() => void claim.send({ params: { caseId } })}
        >
          {t('move.claim')}
        </Button>
      )}
      <Button variant="default" size="xs" onClick={() => setOpen('transfer')}>
        {t('move.transfer')}
      </Button>
      <Button variant="default" size="xs" onClick={() => setOpen('stop')}>
        {t('move.stop')}
      </Button>
      <Modal
        opened={open !== null}
        onClose={close}
        title={t(open === 'stop' ? 'move.stop' : 'move.transfer')}
        centered
        radius="sm"
        closeButtonProps={{ 'aria-label': t('components:close') }}
      >
        {open === 'stop' ? <StopForm found={found} onDone={close} /> : null}
        {open === 'transfer' ? <TransferForm found={found} onDone={close} /> : null}
      </Modal>
    </>
  );
}

type FormProps = Props & { readonly onDone: () => void };

function TransferForm({ found: { caseId }, onDone }: FormProps): ReactNode {
  const { t } = useTranslation('collecting');
  const client = useQueryClient();
  const people = useCollectors();
  const [officerId, setOfficerId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const transfer = useCommand(transferCase, () => {
    void refresh(client, '/v1/collection-cases');
    onDone();
  });
  const { refused, fieldProps } = useFieldErrors(transfer.problem);
  const isReady = officerId !== null && reason.trim() !== '';
  return (
    <CommandForm
      command={transfer}
      refused={refused}
      onSubmit={() => {
        if (officerId !== null)
          void transfer.send({ params: { caseId }, body: { officerId, reason } });
      }}
      verb={t('move.transferVerb')}
      conflict={{ mine: reason, onReload: transfer.renew }}
      {...(isReady ? {} : { blockedReason: t('allot.missing') })}
    >
      <Select
        {...fieldProps('/officerId')}
        data-autofocus
        label={t('allot.to')}
        data={people}
        value={officerId}
        onChange={setOfficerId}
        searchable
        withAsterisk
      />
      <Textarea
        {...fieldProps('/reason')}
        label={t('allot.note')}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        withAsterisk
      />
    </CommandForm>
  );
}

type Flag = (typeof stopFlags)[number];

function StopForm({ found: { caseId }, onDone }: FormProps): ReactNode {
  const { t } = useTranslation('collecting');
  const client = useQueryClient();
  const { businessDate } = useHouseTime();
  const [flag, setFlag] = useState<Flag | null>(null);
  const [reason, setReason] = useState('');
  const [untilDate, setUntilDate] = useState('');
  const stop = useCommand(stopContact, () => {
    void refresh(client, '/v1/collection-cases');
    onDone();
  });
  const { refused, fieldProps } = useFieldErrors(stop.problem);
  const isReady = flag !== null && reason.trim() !== '';
  const send = () => {
    if (flag === null) return;
    const body = { flag, reason, untilDate: untilDate === '' ? null : untilDate };
    void stop.send({ params: { caseId }, body });
  };
  return (
    <CommandForm
      command={stop}
      refused={refused}
      onSubmit={send}
      verb={t('move.stopVerb')}
      conflict={{ mine: reason, onReload: stop.renew }}
      {...(isReady ? {} : { blockedReason: t('stop.missing') })}
    >
      <Stack gap="sm">
        <Select
          {...fieldProps('/flag')}
          data-autofocus
          label={t('stop.flag')}
          data={stopFlags.map((value) => ({ value, label: t(`flag.${value}`) }))}
          value={flag}
          onChange={(value) => setFlag(value as Flag | null)}
          withAsterisk
        />
        <TextInput
          {...fieldProps('/untilDate')}
          type="date"
          label={t('stop.until')}
          description={t('stop.untilHint')}
          min={businessDate ?? undefined}
          value={untilDate}
          onChange={({ currentTarget }) => setUntilDate(currentTarget.value)}
        />
        <Textarea
          {...fieldProps('/reason')}
          label={t('components:reason.text')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          withAsterisk
        />
      </Stack>
    </CommandForm>
  );
}
