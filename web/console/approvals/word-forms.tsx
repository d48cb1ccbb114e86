/** Copies and comments; and taking back and stepping aside, which ask for a reason. */
import { Select, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { commentOnCase, copyCase, recuse, takeVoteBack } from '../../api/contracts/approvals.ts';
import type { Candidate } from '../../components/candidates.ts';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from './action-form.tsx';
import type { ActionFormProps } from './ActionDialogs.tsx';
import { ReasonField } from './ReasonField.tsx';

const idsOf = (people: readonly Candidate[]) => people.map(({ officerId }) => officerId);

export function CopyForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [note, setNote] = useState('');
  const held = useStageCommand(copyCase, t('dialogDone.copy'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('more.copy')}
      mine={note}
      onEnd={onEnd}
      blocked={people.length === 0 ? t('dialog.needsPerson') : null}
      input={() => ({
        params: { stageId },
        body: { officerIds: idsOf(people), note: note.trim() === '' ? null : note.trim() },
      })}
    >
      <Text size="sm">{t('dialog.copySentence')}</Text>
      <PersonPicker
        label={t('dialog.people')}
        question={{ purpose: 'copy', stageId }}
        value={people}
        onChange={setPeople}
        multiple
        pointer="/officerIds"
      />
      <Textarea
        label={t('dialog.note')}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        {...held.fields.fieldProps('/note')}
      />
    </ActionForm>
  );
}

export function CommentForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [text, setText] = useState('');
  const held = useStageCommand(commentOnCase, t('dialogDone.comment'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('more.comment')}
      mine={text}
      onEnd={onEnd}
      blocked={text.trim() === '' ? t('dialog.needsText') : null}
      input={() => ({ params: { stageId }, body: { text, mentionedIds: idsOf(people) } })}
    >
      <Textarea
        data-autofocus
        label={t('dialog.commentLabel')}
        description={t('dialog.commentSentence')}
        autosize
        minRows={3}
        maxLength={4_000}
        withAsterisk
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        {...held.fields.fieldProps('/text')}
      />
      <PersonPicker
        label={t('dialog.mention')}
        question={{ purpose: 'copy', stageId }}
        value={people}
        onChange={setPeople}
        multiple
        pointer="/mentionedIds"
      />
    </ActionForm>
  );
}

export function TakeBackForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [reason, setReason] = useState('');
  const held = useStageCommand(takeVoteBack, t('dialogDone.take_back'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('more.take_back')}
      mine={reason}
      onEnd={onEnd}
      blocked={reason.trim() === '' ? t('dialog.needsReason') : null}
      input={() => ({ params: { stageId }, body: { reason } })}
    >
      <Text size="sm">{t('takeBack.sentence')}</Text>
      <ReasonField value={reason} onChange={setReason} {...held.fields.fieldProps('/reason')} />
    </ActionForm>
  );
}

const interests = ['family', 'financial', 'former_employer', 'other'] as const;

export function RecuseForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [kind, setKind] = useState<(typeof interests)[number] | null>(null);
  const [comment, setComment] = useState('');
  const held = useStageCommand(recuse, t('dialogDone.recuse'), onEnd);
  return (
    <ActionForm
      {...held}
      verb={t('more.recuse')}
      danger
      mine={comment}
      onEnd={onEnd}
      blocked={kind === null || comment.trim() === '' ? t('dialog.needsInterest') : null}
      input={() => ({ params: { stageId }, body: { kind: kind ?? 'other', comment } })}
    >
      <Text size="sm">{t('dialog.recuseSentence')}</Text>
      <Select
        data-autofocus
        label={t('dialog.interest')}
        withAsterisk
        data={interests.map((value) => ({ value, label: t(`interest.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <ReasonField value={comment} onChange={setComment} {...held.fields.fieldProps('/comment')} />
    </ActionForm>
  );
}
