/** Sets the words up: one language at a time, one file for each namespace, fetched when a page needs it. */
import i18next, { type BackendModule, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { remember } from './remembered.ts';
import { languages, type Language } from './languages.ts';
import './resources.ts';

type Words = Readonly<Record<string, unknown>>;

const files = import.meta.glob<Words>(
  ['../../locales/*/web/*.json', '../../locales/*/{collections,errors,reasons,stages}.json'],
  { import: 'default' },
);

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load =
      files[`../../locales/${language}/web/${namespace}.json`] ??
      files[`../../locales/${language}/${namespace}.json`];
    if (load === undefined) return done(new Error(`no words ${language}/${namespace}`), false);
    return void hand(load, done);
  },
};

async function hand(load: () => Promise<Words>, done: ReadCallback): Promise<void> {
  try {
    done(null, await load());
  } catch (error) {
    done(error as Error, false);
  }
}

/** @param namespaces that the first page needs besides the frame's own */
export async function startWords(
  language: Language,
  namespaces: readonly string[] = [],
): Promise<void> {
  document.documentElement.lang = language;
  const isPseudo = import.meta.env.DEV && new URLSearchParams(location.search).has('pseudo');
  if (isPseudo) i18next.use((await import('./pseudo.ts')).pseudo);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: languages,
      load: 'currentOnly',
      ns: ['frame', 'errors', ...namespaces],
      defaultNS: 'frame',
      // React escapes; the house writes facts in single braces.
      interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
      returnNull: false,
      ...(isPseudo ? { postProcess: ['pseudo'] } : {}),
      react: { useSuspense: true },
    });
}

/** Live: every component that reads words is drawn again, nothing is loaded anew. */
export async function changeWords(language: Language): Promise<void> {
  // The page goes on in one language, so all its namespaces come before the switch.
  await i18next.loadLanguages(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  remember('language', language);
}
