/** Hands several cases to one person: whether that person may have a case is said for each. */
import { useState, type ReactNode } from 'react';
import { send } from '../../api/call.ts';
import { transferTask } from '../../api/contracts/approvals.ts';
import { announce } from '../../app/live-region.tsx';
import type { Candidate } from '../../components/candidates.ts';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { BulkBody, BulkDialog, type BulkDialogProps } from './BulkDialog.tsx';
import { useCaseRefresh } from './case-refresh.ts';
import { ReasonField } from './ReasonField.tsx';

export function BulkTransfer({ isOpen, ...rest }: BulkDialogProps): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <BulkDialog isOpen={isOpen} onClose={rest.onClose} title={t('bulk.transferTitle')}>
      <Body {...rest} />
    </BulkDialog>
  );
}

function Body(props: Omit<BulkDialogProps, 'isOpen'>): ReactNode {
  const { t } = useTranslation('approvals');
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [reason, setReason] = useState('');
  const again = useCaseRefresh();
  const officerId = people[0]?.officerId;
  const body = officerId === undefined || reason.trim() === '' ? null : { officerId, reason };
  return (
    <BulkBody
      {...props}
      sentence={(count) => t('bulk.transferSentence', { count })}
      verb={(count) => t('bulk.transferCount', { count })}
      send={
        body === null
          ? null
          : (stageId, options) => send(transferTask, { params: { stageId }, body }, options)
      }
      onSent={() => {
        announce(t('bulk.transferred'));
        again();
      }}
    >
      {(chosen) => (
        <>
          <PersonPicker
            label={t('dialog.person')}
            question={{ purpose: 'transfer', stageId: chosen[0]?.stage?.stageId ?? '' }}
            value={people}
            onChange={setPeople}
          />
          <ReasonField value={reason} onChange={setReason} />
        </>
      )}
    </BulkBody>
  );
}
