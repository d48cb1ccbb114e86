/** Words for codes that come over the wire; a code of a newer server is shown as it is. */
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import type { Language } from '../../i18n/languages.ts';

export type PortalWords = {
  readonly t: Translate<'portal'>;
  readonly language: Language;
  readonly word: (path: string, code: string) => string;
};

export function usePortalWords(): PortalWords {
  const { t, i18n } = useTranslation('portal');
  return {
    t,
    language: i18n.language === 'en' ? 'en' : 'zh-CN',
    word: (path, code) =>
      i18n.exists(`${path}.${code}`, { ns: 'portal' }) ? t(`${path}.${code}` as never) : code,
  };
}
