/** To whom it goes back, what is missing, and how it comes again. */
import { Radio, Select, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { returnReasons } from '../../../domain/approval/vote-reasons.ts';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Stage, Subject } from './decision.ts';
import { useStageName } from './stage-name.ts';

export type ReturnTerms = {
  readonly to: 'applicant' | number;
  readonly afterwards: 'resume_here' | 'run_again';
  readonly reasonCode: string | null;
};

export const emptyReturn: ReturnTerms = {
  to: 'applicant',
  afterwards: 'resume_here',
  reasonCode: null,
};

type Props = {
  readonly value: ReturnTerms;
  readonly onChange: (terms: ReturnTerms) => void;
  readonly stage: Stage;
  readonly subject: Subject;
  readonly fields: FieldErrors;
};

export function ReturnFields({ value, onChange, stage, subject, fields }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const stageName = useStageName();
  const earlier =
    subject.kind === 'application'
      ? (subject.path?.stages ?? []).filter(({ number }) => number < stage.number)
      : [];
  const targets = [
    {
      value: 'applicant',
      label: t(subject.kind === 'application' ? 'return.applicant' : 'return.requester'),
    },
    ...earlier.map(({ number, key }) => ({
      value: String(number),
      label: t('return.stage', { name: stageName(key), number }),
    })),
  ];
  return (
    <Stack gap="xs">
      <Select
        label={t('return.to')}
        allowDeselect={false}
        data={targets}
        value={String(value.to)}
        onChange={(to) => {
          const target = to === null || to === 'applicant' ? 'applicant' : Number(to);
          onChange({ ...value, to: target });
        }}
      />
      <Select
        label={t('decision.reasonCode')}
        withAsterisk
        data={returnReasons.map((code) => ({ value: code, label: t(`reasons:${code}`) }))}
        value={value.reasonCode}
        onChange={(reasonCode) => onChange({ ...value, reasonCode })}
        {...fields.fieldProps('/reasonCode')}
      />
      <Radio.Group
        label={t('return.afterwards')}
        value={value.afterwards}
        onChange={(afterwards) =>
          onChange({ ...value, afterwards: afterwards as ReturnTerms['afterwards'] })
        }
      >
        <Stack gap={4} mt={4}>
          <Radio size="sm" value="resume_here" label={t('return.resume_here')} />
          <Radio size="sm" value="run_again" label={t('return.run_again')} />
        </Stack>
      </Radio.Group>
      <Text size="xs" c="dimmed">
        {t('return.clock')}
      </Text>
    </Stack>
  );
}
