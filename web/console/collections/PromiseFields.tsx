/** A promise in one part or a few, within the days the house allows. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Part } from './attempt.ts';
import type { CollectionCase } from './case.ts';

type Props = {
  readonly parts: readonly Part[];
  readonly found: CollectionCase;
  readonly errors: FieldErrors;
  readonly onChange: (parts: readonly Part[]) => void;
};

export function PromiseFields({ parts, found, errors, onChange }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const { promiseRules, overdue, promises } = found;
  const set = (index: number, changes: Partial<Part>) =>
    onChange(parts.map((part, place) => (place === index ? { ...part, ...changes } : part)));
  const isReplacing = promises.some(({ status }) => status === 'open');
  return (
    <Stack gap="xs" role="group" aria-label={t('promise.title')}>
      {parts.map((part, index) => (
        <Group key={index} gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            {...errors.fieldProps(`/promise/${index}/promiseDate`)}
            type="date"
            size="xs"
            flex={1}
            label={t('promise.date')}
            min={promiseRules.earliestDate}
            max={promiseRules.latestDate}
            value={part.date}
            onChange={({ currentTarget }) => set(index, { date: currentTarget.value })}
          />
          <MoneyInput
            {...errors.fieldProps(`/promise/${index}/amount`)}
            size="xs"
            flex={1}
            label={t('promise.amount')}
            currency={overdue.currency}
            value={part.amount}
            onChange={(amount) => set(index, { amount })}
          />
          {parts.length === 1 ? null : (
            <Button
              size="xs"
              px={8}
              variant="default"
              aria-label={t('promise.remove', { number: index + 1 })}
              onClick={() => onChange(parts.filter((_, place) => place !== index))}
            >
              <IconX size={14} aria-hidden />
            </Button>
          )}
        </Group>
      ))}
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {t('promise.limits', { date: promiseRules.latestDate, count: promiseRules.maxParts })}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} aria-hidden />}
          disabled={parts.length >= promiseRules.maxParts}
          onClick={() => onChange([...parts, { amount: '', date: '' }])}
        >
          {t('promise.add')}
        </Button>
      </Group>
      {isReplacing ? <Text size="sm">{t('promise.replaces')}</Text> : null}
    </Stack>
  );
}
