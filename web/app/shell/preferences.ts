/**
 * What one person chose for the pages: language, colour scheme, density, keys. It is kept by the API, so that it is
 * there on another machine; the browser remembers only what the first paint needs.
 */
import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from '../../api/call.ts';
import { changeLanguage, changePreferences, readMe } from '../../api/contracts/me.ts';
import { newKey } from '../../api/use-command.ts';
import { changeWords } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/languages.ts';
import { recall, remember } from '../../i18n/remembered.ts';
import { useMaybeMe, type Me } from '../session.ts';

export type Preferences = Me['preferences'];
export type Density = NonNullable<Preferences['density']>;

/** False for whoever turned the keys off. */
export function useKeysOn(): boolean {
  return useMaybeMe()?.preferences.keys ?? true;
}

/** Changes the page at once; the person's own record follows, for notices and other machines. */
export async function chooseLanguage(language: Language, isSignedIn: boolean): Promise<void> {
  await changeWords(language);
  if (isSignedIn) await send(changeLanguage, { body: { language } }, { key: newKey() });
}

/** What somebody chose, and how they change it: at once on this page, then in their own record. */
export function usePreferences(): readonly [Preferences, (changes: Preferences) => Promise<void>] {
  const me = useMaybeMe();
  const client = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const change = async (changes: Preferences) => {
    applyDensity(changes);
    if (changes.scheme !== undefined) setColorScheme(changes.scheme);
    if (me === undefined) return;
    client.setQueryData([readMe.path, {}], (now: Me | undefined) =>
      now === undefined ? now : { ...now, preferences: { ...now.preferences, ...changes } },
    );
    await send(changePreferences, { body: changes }, { key: newKey() });
  };
  return [me?.preferences ?? {}, change];
}

/** On a machine where nothing was chosen yet, what was chosen elsewhere holds. */
export function useStoredPreferences(me: Me): void {
  const { setColorScheme } = useMantineColorScheme();
  const { scheme } = me.preferences;
  useEffect(() => {
    applyDensity(me.preferences);
    if (scheme !== undefined) setColorScheme(scheme);
  }, [me.id]);
}

export function density(): Density {
  return recall('density') === 'comfortable' ? 'comfortable' : 'compact';
}

export function chooseDensity(chosen: Density): void {
  document.documentElement.dataset['density'] = chosen;
  remember('density', chosen);
}

function applyDensity({ density: chosen }: Preferences): void {
  if (chosen !== undefined) chooseDensity(chosen);
}
