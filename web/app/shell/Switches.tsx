/** Language and colour scheme, for the bar on top and for the page of sign-in, which has none. */
import { ActionIcon, SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { languageNames, languages, type Language } from '../../i18n/languages.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { chooseLanguage, usePreferences } from './preferences.ts';

export function LanguageSwitch({ isSignedIn }: { readonly isSignedIn: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      visibleFrom="xs"
      size="xs"
      aria-label={t('frame.language')}
      value={i18n.language}
      onChange={(language) => void chooseLanguage(language as Language, isSignedIn)}
      data={languages.map((language) => ({
        value: language,
        label: <span lang={language}>{languageNames[language]}</span>,
      }))}
    />
  );
}

export function SchemeSwitch(): ReactNode {
  const { t } = useTranslation();
  const [, change] = usePreferences();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="default"
      size="md"
      visibleFrom="xs"
      aria-label={t(isDark ? 'frame.light' : 'frame.dark')}
      onClick={() => void change({ scheme: isDark ? 'light' : 'dark' })}
    >
      {isDark ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
    </ActionIcon>
  );
}
