/** The result codes under the keys 1 to 9. */
import { Kbd, Stack, Text, UnstyledButton } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Rule } from './attempt.ts';
import classes from './collections.module.css';

type Props = {
  readonly rules: readonly Rule[];
  readonly chosen: Rule['result'] | null;
  readonly onChoose: (result: Rule['result']) => void;
  readonly errors: FieldErrors;
};

export function ResultChoice({ rules, chosen, onChoose, errors }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const nameId = useId();
  const { error, ...place } = errors.fieldProps('/result');
  return (
    <Stack gap={6}>
      <Text id={nameId} size="sm" fw={500}>
        {t('form.result')}
      </Text>
      <div
        role="radiogroup"
        aria-labelledby={nameId}
        className={classes['results'] ?? ''}
        {...place}
      >
        {rules.map(({ result }, index) => (
          <UnstyledButton
            key={result}
            type="button"
            role="radio"
            aria-checked={result === chosen}
            aria-keyshortcuts={String(index + 1)}
            className={classes['result'] ?? ''}
            data-chosen={result === chosen || undefined}
            data-result={result}
            onClick={() => onChoose(result)}
          >
            <Kbd size="xs" aria-hidden>
              {index + 1}
            </Kbd>
            <span>{t(`result.${result}`)}</span>
          </UnstyledButton>
        ))}
      </div>
      {error === null ? null : (
        <Text size="sm" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </Stack>
  );
}
