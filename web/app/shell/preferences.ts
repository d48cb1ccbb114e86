/** What one person chose for the frame: language, colour scheme, density, keys. */
import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { newKey } from '../../api/use-command.ts';
import { changeLanguage } from '../../api/contracts/me.ts';
import { send } from '../../api/call.ts';
import { changeWords } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/languages.ts';
import { recall, remember } from '../../i18n/remembered.ts';

export type Density = 'compact' | 'comfortable';

let keysOn = true;
const listeners = new Set<() => void>();

/** False for whoever turned the keys off. */
export function useKeysOn(): boolean {
  return useSyncExternalStore(subscribe, () => keysOn);
}

export function setKeysOn(isOn: boolean): void {
  keysOn = isOn;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes the page at once; the person's own record follows, for notices and other machines. */
export async function chooseLanguage(language: Language, isSignedIn: boolean): Promise<void> {
  await changeWords(language);
  if (isSignedIn) await send(changeLanguage, { body: { language } }, { key: newKey() });
}

export function useScheme(): readonly [MantineColorScheme, (scheme: MantineColorScheme) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return [colorScheme, setColorScheme];
}

export function density(): Density {
  return recall('density') === 'comfortable' ? 'comfortable' : 'compact';
}

export function chooseDensity(chosen: Density): void {
  document.documentElement.dataset['density'] = chosen;
  remember('density', chosen);
}
