/** Words of the components, and of codes that only the API knows the list of. */
import { useTranslation, type Translate } from '../i18n/use-words.ts';
import type { Language } from '../i18n/languages.ts';

export type ComponentWords = {
  readonly t: Translate<'components'>;
  readonly language: Language;
  /** The word for a code, or the code as it came when this client does not know it. */
  readonly wordOf: (path: string, code: string) => string;
  readonly knows: (path: string, code: string) => boolean;
};

export function useWords(): ComponentWords {
  const { t, i18n } = useTranslation('components');
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const keyOf = (path: string, code: string) => `${path}.${code}`;
  const knows = (path: string, code: string) =>
    i18n.exists(keyOf(path, code), { ns: 'components' });
  return {
    t,
    language,
    knows,
    // The key is made of a code from the wire, so its type cannot be known; whether it exists is asked first.
    wordOf: (path, code) => (knows(path, code) ? t(keyOf(path, code) as never) : code),
  };
}
