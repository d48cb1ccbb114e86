/** Takes back one's own vote, with a reason, while nobody has built on it. */
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { TakeBackDialog } from './take-back-dialog.ts';

type Props = {
  readonly stageId: string;
  readonly number: string;
  readonly until: string;
};

export function TakeBack({ stageId, number, until }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const [isOpen, setOpen] = useState(false);
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('takeBack.name', { number })}
        onClick={() => setOpen(true)}
      >
        {t('takeBack.verb')}
      </Button>
      <Text span size="xs" c="dimmed">
        {t('takeBack.until')} <DateText at={until} mode="time" />
      </Text>
      <TakeBackDialog
        stageId={stageId}
        number={number}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </Group>
  );
}
