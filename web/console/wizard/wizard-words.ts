/** Words for the values of a draft: names of fields, papers and consents, and the answers to choose from. */
import { useWords } from '../../components/words.ts';
import type { Language } from '../../i18n/languages.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';

export type WizardWords = {
  readonly t: Translate<'wizard'>;
  readonly language: Language;
  /** The name of a value by its place: `/amount`, `/documents/identity_card`. */
  readonly nameOf: (path: string) => string;
  readonly optionOf: (pointer: string, code: string) => string;
  /** Methods, purposes, papers and kinds of security. */
  readonly codeOf: (code: string) => string;
};

export function useWizardWords(): WizardWords {
  const { t, i18n } = useTranslation('wizard');
  const { wordOf, language } = useWords();
  const own = (key: string, code: string) =>
    i18n.exists(key, { ns: 'wizard' }) ? t(key as 'newTitle') : code;
  return {
    t,
    language,
    nameOf: (path) => {
      const name = path.split('/').at(-1) ?? path;
      if (path.startsWith('/documents/')) return wordOf('codes', name);
      if (path.startsWith('/consents/')) return own(`consents.${name}`, name);
      return path.startsWith('/security/')
        ? own(`security.${name}`, name)
        : own(`facts.${name}`, name);
    },
    optionOf: (pointer, code) => {
      const name = pointer.split('/').at(-1) ?? pointer;
      return own(`options.${name}.${code}`, wordOf('codes', code));
    },
    codeOf: (code) => wordOf('codes', code),
  };
}
