/** Words of the form of a product: of its fields, sections and lists, and of the codes a field may hold. */
import type { Resources } from '../../../i18n/resources.ts';
import { useTranslation, type Translate } from '../../../i18n/use-words.ts';
import { useWords } from '../../../components/words.ts';

type Words = Resources['products'];
export type FieldWord = keyof Words['label'];
export type SectionWord = keyof Words['section'];
export type ListWord = keyof Words['list'];

export type ProductWords = {
  readonly t: Translate<'products'>;
  readonly language: 'zh-CN' | 'en';
  readonly labelOf: (word: FieldWord) => string;
  /** What the field does, in one sentence; undefined where its label says it. */
  readonly hintOf: (word: FieldWord) => string | undefined;
  readonly optionOf: (code: string | number) => string;
};

export function useProductWords(): ProductWords {
  const { t, i18n } = useTranslation('products');
  const { wordOf, knows, language } = useWords();
  return {
    t,
    language,
    labelOf: (word) => t(`label.${word}`),
    hintOf: (word) =>
      i18n.exists(`hint.${word}`, { ns: 'products' })
        ? t(`hint.${word}` as 'hint.code')
        : undefined,
    optionOf: (code) => {
      const key = `option.${code}`;
      // Codes that other pages show too have their words there.
      if (i18n.exists(key, { ns: 'products' })) return t(key as 'option.clamp');
      return wordOf(knows('roles', String(code)) ? 'roles' : 'codes', String(code));
    },
  };
}
