/** A walk through the pages of one's role; that it was taken is kept by the API. */
import { Tour } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMe } from '../../app/session.ts';
import { navigationOf } from '../../app/shell/navigation.ts';
import { usePreferences } from '../../app/shell/preferences.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages } from '../../routes.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** The name under which a taken tour is kept. */
const name = 'console';

export function GuidedTour({ isOpen, onClose }: Props): ReactNode {
  const { t } = useTranslation('training');
  const me = useMe();
  const [{ toursSeen = [] }, change] = usePreferences();
  const close = () => {
    if (!toursSeen.includes(name)) void change({ toursSeen: [...toursSeen, name] });
    onClose();
  };
  const entries = navigationOf(me, pages);
  return (
    <Tour active={isOpen} onClose={close} transitionProps={{ duration: 0 }}>
      <Tour.Step target="#content h1" title={t('tour.welcome')}>
        {t('tour.welcomeText')}
      </Tour.Step>
      {entries.map(({ path, word }) => (
        <Tour.Step
          key={path}
          target={`nav a[href="${path}"]`}
          position="right"
          title={t(`frame:nav.${word}`)}
        >
          {t(`tour.page.${word}`)}
        </Tour.Step>
      ))}
      <Tour.Step title={t('tour.keys')}>{t('tour.keysText')}</Tour.Step>
    </Tour>
  );
}
