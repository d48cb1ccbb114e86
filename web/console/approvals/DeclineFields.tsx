/** Why it is declined, and the words the applicant would read for that. */
import { Paper, Select, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { declineReasons } from '../../../domain/approval/vote-reasons.ts';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Subject } from './decision.ts';

type Props = {
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
  readonly subject: Subject;
  readonly fields: FieldErrors;
};

export function DeclineFields({ value, onChange, subject, fields }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Stack gap="xs">
      <Select
        label={t('decision.reasonCode')}
        withAsterisk
        data={declineReasons.map((code) => ({ value: code, label: t(`reasons:${code}`) }))}
        value={value}
        onChange={onChange}
        {...fields.fieldProps('/reasonCode')}
      />
      {value === null || subject.kind === 'request' ? null : (
        <Paper withBorder radius="sm" p="xs">
          <Text size="xs" c="dimmed">
            {t('decision.applicantReads')}
          </Text>
          <Text size="sm">{t(`reasons:${value as 'debt_too_high'}`)}</Text>
          <Text size="xs" c="dimmed">
            {t('decision.applicantReadsNot')}
          </Text>
        </Paper>
      )}
    </Stack>
  );
}
