/** Having others sign as well, and taking such a signer out again. */
import { Radio, Select, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { addSigners, removeSigner } from '../../api/contracts/approvals.ts';
import type { Candidate } from '../../components/candidates.ts';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { useMe } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from './action-form.tsx';
import type { ActionFormProps } from './ActionDialogs.tsx';
import { ReasonField } from './ReasonField.tsx';

const placements = ['before', 'parallel', 'after'] as const;
const modes = ['all', 'any', 'sequential'] as const;

export function AddSignersForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [placement, setPlacement] = useState<(typeof placements)[number]>('parallel');
  const [mode, setMode] = useState<(typeof modes)[number]>('all');
  const [reason, setReason] = useState('');
  const held = useStageCommand(addSigners, t('dialogDone.add_signer'), onEnd);
  const officerIds = people.map(({ officerId }) => officerId);
  return (
    <ActionForm
      {...held}
      verb={t('more.add_signer')}
      mine={reason}
      onEnd={onEnd}
      blocked={people.length === 0 || reason.trim() === '' ? t('dialog.needsPersonReason') : null}
      input={() => ({ params: { stageId }, body: { officerIds, placement, mode, reason } })}
    >
      <PersonPicker
        label={t('dialog.people')}
        question={{ purpose: 'signer', stageId }}
        value={people}
        onChange={setPeople}
        multiple
        pointer="/officerIds"
      />
      <Radio.Group
        label={t('signer.placement')}
        value={placement}
        onChange={(value) => setPlacement(value as typeof placement)}
      >
        <Stack gap={4} mt={4}>
          {placements.map((value) => (
            <Radio key={value} size="sm" value={value} label={t(`signer.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {people.length < 2 ? null : (
        <Select
          label={t('signer.mode')}
          allowDeselect={false}
          data={modes.map((value) => ({ value, label: t(`signerMode.${value}`) }))}
          value={mode}
          onChange={(value) => setMode(value ?? 'all')}
        />
      )}
      <ReasonField value={reason} onChange={setReason} {...held.fields.fieldProps('/reason')} />
    </ActionForm>
  );
}

export function RemoveSignerForm({ stage, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const me = useMe();
  const mine = stage.seats.filter(
    ({ addedBy, status, addedGroup }) =>
      addedBy === me.id && status === 'open' && addedGroup !== null,
  );
  const [officerId, setOfficerId] = useState<string | null>(mine[0]?.officerId ?? null);
  const [reason, setReason] = useState('');
  const held = useStageCommand(removeSigner, t('dialogDone.remove_signer'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('more.remove_signer')}
      mine={reason}
      onEnd={onEnd}
      blocked={officerId === null || reason.trim() === '' ? t('dialog.needsPersonReason') : null}
      input={() => ({
        params: { stageId: stage.stageId, officerId: officerId ?? '' },
        body: { reason },
      })}
    >
      <Select
        data-autofocus
        label={t('dialog.person')}
        data={mine.map((seat) => ({ value: seat.officerId, label: seat.name }))}
        value={officerId}
        onChange={setOfficerId}
      />
      <ReasonField value={reason} onChange={setReason} {...held.fields.fieldProps('/reason')} />
    </ActionForm>
  );
}
