/** Reminds the people of several cases: each is a command of its own with a key of its own. */
import type { ReactNode } from 'react';
import { send } from '../../api/call.ts';
import { remindStage } from '../../api/contracts/approvals.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { BulkBody, BulkDialog, type BulkDialogProps } from './BulkDialog.tsx';

export function BulkRemind({ isOpen, ...rest }: BulkDialogProps): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <BulkDialog isOpen={isOpen} onClose={rest.onClose} title={t('bulk.remindTitle')}>
      <BulkBody
        {...rest}
        sentence={(count) => t('bulk.remindSentence', { count })}
        verb={() => t('bulk.remind')}
        send={(stageId, options) => send(remindStage, { params: { stageId } }, options)}
      />
    </BulkDialog>
  );
}
