/** My language, theme, density, keys, second factor, sessions and stand-ins. */
import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay, useMe } from '../../app/session.ts';
import { chooseLanguage, density, usePreferences } from '../../app/shell/preferences.ts';
import { languageNames, languages, type Language } from '../../i18n/languages.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { OwnDelegations } from './OwnDelegations.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { SecondFactor } from './SecondFactor.tsx';

export function MePage(): ReactNode {
  const { t } = useTranslation('me');
  const me = useMe();
  const may = useMay();
  return (
    <Stack gap="xl" maw={760}>
      <PageHeader title={t('title')} extra={<Text>{me.displayName}</Text>} />
      <Choices />
      <SecondFactor />
      <OwnSessions />
      {may('delegation.read') ? <OwnDelegations /> : null}
    </Stack>
  );
}

function Choices(): ReactNode {
  const { t, i18n } = useTranslation('me');
  const [chosen, change] = usePreferences();
  const [rows, setRows] = useState(density);
  return (
    <Stack gap="md">
      <Choice
        label={t('language')}
        value={i18n.language}
        options={languages.map((value) => ({
          value,
          label: <span lang={value}>{languageNames[value]}</span>,
        }))}
        onChange={(value) => void chooseLanguage(value as Language, true)}
      />
      <Choice
        label={t('scheme')}
        value={chosen.scheme ?? 'auto'}
        options={(['auto', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`schemes.${value}`),
        }))}
        onChange={(scheme) => void change({ scheme })}
      />
      <Choice
        label={t('density')}
        value={rows}
        options={(['compact', 'comfortable'] as const).map((value) => ({
          value,
          label: t(`densities.${value}`),
        }))}
        onChange={(value) => {
          setRows(value);
          void change({ density: value });
        }}
      />
      <Switch
        label={t('keys')}
        checked={chosen.keys ?? true}
        onChange={(event) => void change({ keys: event.currentTarget.checked })}
      />
      <Switch
        label={t('opensNext')}
        checked={chosen.opensNext ?? true}
        onChange={(event) => void change({ opensNext: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  const id = useId();
  return (
    <Stack gap={4} align="flex-start">
      <Text id={id} fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        data={[...options]}
        onChange={(chosen) => onChange(chosen as Value)}
      />
    </Stack>
  );
}
