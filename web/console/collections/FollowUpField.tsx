/** When to come back, on the clock of the house. */
import { Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useHouseTime } from '../../api/clock.ts';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Draft } from './attempt.ts';

type Props = {
  readonly draft: Draft;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<Draft>) => void;
};

export function FollowUpField({ draft, errors, onChange }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const { businessDate } = useHouseTime();
  return (
    <Group grow gap="xs" align="flex-start">
      <TextInput
        {...errors.fieldProps('/followUp/date')}
        type="date"
        size="xs"
        label={t('form.followUpDate')}
        data-follow-up
        min={businessDate ?? undefined}
        value={draft.followUpDate}
        onChange={({ currentTarget }) => onChange({ followUpDate: currentTarget.value })}
      />
      <TextInput
        {...errors.fieldProps('/followUp/time')}
        type="time"
        size="xs"
        label={t('form.followUpTime')}
        value={draft.followUpTime}
        onChange={({ currentTarget }) => onChange({ followUpTime: currentTarget.value })}
      />
    </Group>
  );
}
