/** By which way, and with whom. */
import { Group, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { channels, contactSubjects } from '../../../domain/collections/contact-policy.ts';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Draft } from './attempt.ts';
import type { Channel, CollectionCase, Subject } from './case.ts';

const people = ['spouse', 'parent', 'child', 'sibling', 'employer', 'friend', 'other'] as const;

type Props = {
  readonly draft: Draft;
  readonly found: CollectionCase;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<Draft>) => void;
};

export function WayFields({ draft, found, errors, onChange }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const isByPhone = draft.channel === 'voice' || draft.channel === 'sms';
  return (
    <>
      <Group grow gap="sm" align="flex-start">
        <Select
          {...errors.fieldProps('/channel')}
          size="xs"
          label={t('form.channel')}
          data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          value={draft.channel}
          allowDeselect={false}
          onChange={(value) => onChange({ channel: value as Channel, result: null })}
        />
        <Select
          {...errors.fieldProps('/subject')}
          size="xs"
          label={t('form.subject')}
          data={contactSubjects.map((value) => ({ value, label: t(`subject.${value}`) }))}
          value={draft.subject}
          allowDeselect={false}
          onChange={(value) => onChange({ subject: value as Subject, result: null, person: null })}
        />
      </Group>
      {draft.subject === 'debtor' && !isByPhone ? null : (
        <Group grow gap="sm" align="flex-start">
          {draft.subject === 'debtor' ? null : (
            <Select
              {...errors.fieldProps('/person')}
              size="xs"
              label={t('form.person')}
              data={people.map((value) => ({ value, label: t(`person.${value}`) }))}
              value={draft.person}
              onChange={(person) => onChange({ person })}
              withAsterisk
            />
          )}
          {isByPhone ? (
            <TextInput
              {...errors.fieldProps('/phone')}
              size="xs"
              label={t('form.phone')}
              placeholder={
                draft.subject === 'debtor' && found.phoneMask !== null
                  ? t('form.phoneOwn', { mask: found.phoneMask })
                  : ''
              }
              inputMode="tel"
              autoComplete="off"
              value={draft.phone}
              onChange={({ currentTarget }) => onChange({ phone: currentTarget.value })}
            />
          ) : null}
        </Group>
      )}
    </>
  );
}
