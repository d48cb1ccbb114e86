/** My language, theme, density, keys, sessions, stand-in. */
import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMe } from '../../app/session.ts';
import {
  chooseDensity,
  density as storedDensity,
  setKeysOn,
  useKeysOn,
  useScheme,
  type Density,
} from '../../app/shell/preferences.ts';

export function MePage(): ReactNode {
  const { t } = useTranslation('me');
  const me = useMe();
  const [scheme, setScheme] = useScheme();
  const [density, setDensity] = useState<Density>(storedDensity);
  const keysOn = useKeysOn();
  return (
    <Stack gap="md" maw={640}>
      <PageHeader title={t('title')} />
      <Text>{me.displayName}</Text>
      <Stack gap={4}>
        <Text id="scheme">{t('scheme')}</Text>
        <SegmentedControl
          aria-labelledby="scheme"
          value={scheme}
          onChange={(value) => setScheme(value as typeof scheme)}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`schemes.${value}`),
          }))}
        />
      </Stack>
      <Stack gap={4}>
        <Text id="density">{t('density')}</Text>
        <SegmentedControl
          aria-labelledby="density"
          value={density}
          onChange={(value) => {
            setDensity(value as Density);
            chooseDensity(value as Density);
          }}
          data={(['compact', 'comfortable'] as const).map((value) => ({
            value,
            label: t(`densities.${value}`),
          }))}
        />
      </Stack>
      <Switch
        label={t('keys')}
        checked={keysOn}
        onChange={(event) => setKeysOn(event.currentTarget.checked)}
      />
    </Stack>
  );
}
