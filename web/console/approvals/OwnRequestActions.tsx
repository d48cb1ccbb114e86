/** What whoever asked may still do: withdraw the request, or hand in again what was returned. */
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { resubmitRequest, withdrawRequest } from '../../api/contracts/approval-requests.ts';
import { useMe } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from './action-form.tsx';
import type { ApprovalRequest } from './request.ts';

type Which = 'withdraw' | 'resubmit';

export function OwnRequestActions({ request }: { readonly request: ApprovalRequest }): ReactNode {
  const { t } = useTranslation('approvals');
  const me = useMe();
  const [which, setWhich] = useState<Which | null>(null);
  const { status, requestId } = request;
  const isRunning = status === 'open' || status === 'returned' || status === 'approved';
  if (request.requestedBy !== me.id || !isRunning) return null;
  const close = () => setWhich(null);
  return (
    <Group gap="xs">
      {status === 'returned' ? (
        <Button onClick={() => setWhich('resubmit')}>{t('own.resubmit')}</Button>
      ) : null}
      <Button variant="default" onClick={() => setWhich('withdraw')}>
        {t('own.withdraw')}
      </Button>
      <Modal
        opened={which !== null}
        onClose={close}
        title={which === null ? '' : t(`own.${which}`)}
        centered
        closeButtonProps={{ 'aria-label': t('components:close') }}
      >
        {which === 'withdraw' ? <Withdraw requestId={requestId} onEnd={close} /> : null}
        {which === 'resubmit' ? <Resubmit requestId={requestId} onEnd={close} /> : null}
      </Modal>
    </Group>
  );
}

type FormProps = { readonly requestId: string; readonly onEnd: () => void };

function Withdraw({ requestId, onEnd }: FormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [reason, setReason] = useState('');
  const held = useStageCommand(withdrawRequest, t('own.withdrawn'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('own.withdraw')}
      danger
      mine={reason}
      onEnd={onEnd}
      blocked={reason.trim() === '' ? t('dialog.needsReason') : null}
      input={() => ({ params: { requestId }, body: { reason } })}
    >
      <Textarea
        data-autofocus
        label={t('dialog.reason')}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        {...held.fields.fieldProps('/reason')}
      />
    </ActionForm>
  );
}

function Resubmit({ requestId, onEnd }: FormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [comment, setComment] = useState('');
  const held = useStageCommand(resubmitRequest, t('own.resubmitted'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('own.resubmit')}
      mine={comment}
      onEnd={onEnd}
      blocked={comment.trim() === '' ? t('dialog.needsText') : null}
      input={() => ({ params: { requestId }, body: { comment } })}
    >
      <Textarea
        data-autofocus
        label={t('decision.comment')}
        maxLength={2_000}
        autosize
        minRows={3}
        value={comment}
        onChange={({ currentTarget }) => setComment(currentTarget.value)}
        {...held.fields.fieldProps('/comment')}
      />
    </ActionForm>
  );
}
