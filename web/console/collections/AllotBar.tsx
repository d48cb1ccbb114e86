/** Gives the chosen cases to one collector with a note; what cannot be given is named. */
import { Alert, Button, List, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { allotCases } from '../../api/contracts/collections.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCollectors } from './use-collectors.ts';

type Props = { readonly caseIds: readonly string[]; readonly onDone: () => void };

export function AllotBar({ caseIds, onDone }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t('allot.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('allot.title', { count: caseIds.length })}
        centered
        radius="sm"
        closeButtonProps={{ 'aria-label': t('components:close') }}
      >
        <AllotForm
          caseIds={caseIds}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
        />
      </Modal>
    </>
  );
}

function AllotForm({ caseIds, onDone }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const client = useQueryClient();
  const people = useCollectors();
  const [officerId, setOfficerId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [answer, setAnswer] = useState<AnswerOf<typeof allotCases> | null>(null);
  const allot = useCommand(allotCases, ({ body }) => {
    void refresh(client, '/v1/collection-cases');
    void refresh(client, '/v1/collection-board');
    announce(t('allot.given', { count: body.givenCount }));
    if (body.skipped.length === 0) onDone();
    else setAnswer(body);
  });
  const { refused, fieldProps } = useFieldErrors(allot.problem);
  if (answer !== null) return <Skipped answer={answer} onDone={onDone} />;
  const isReady = officerId !== null && note.trim() !== '';
  return (
    <CommandForm
      command={allot}
      refused={refused}
      onSubmit={() => {
        if (officerId !== null)
          void allot.send({ body: { caseIds: [...caseIds], officerId, note } });
      }}
      verb={t('allot.verb')}
      conflict={{ mine: note, onReload: allot.renew }}
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
        {...fieldProps('/note')}
        label={t('allot.note')}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        withAsterisk
      />
    </CommandForm>
  );
}

function Skipped({
  answer: { givenCount, skipped },
  onDone,
}: {
  readonly answer: AnswerOf<typeof allotCases>;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('collecting');
  const sentence = useProblemSentence();
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{t('allot.given', { count: givenCount })}</Text>
      <Alert color="yellow" variant="outline" title={t('allot.skipped', { count: skipped.length })}>
        <List size="sm">
          {skipped.map(({ caseId, number, code }) => (
            <List.Item key={caseId}>
              {number} {sentence(code)}
            </List.Item>
          ))}
        </List>
      </Alert>
      <Button variant="default" onClick={onDone}>
        {t('components:close')}
      </Button>
    </Stack>
  );
}
