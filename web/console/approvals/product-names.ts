/** What a row is about, in words: the product of an application, the subject of a request. */
import { useMemo } from 'react';
import { listProducts } from '../../api/contracts/products.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { useTranslation } from '../../i18n/use-words.ts';

/** Names of the products in force by their codes, in both languages. */
export function useProductNames(): (code: string) => string {
  const { t, i18n } = useTranslation('approvals');
  const { data } = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  return useMemo(() => {
    const language = i18n.language === 'en' ? 'en' : 'zh-CN';
    const names = new Map(data?.items.map(({ code, content }) => [code, content.names[language]]));
    return (code) => {
      const subject = `subject.${code}`;
      if (i18n.exists(subject, { ns: 'approvals' })) return t(subject as 'subject.waiver');
      return names.get(code) ?? code;
    };
  }, [data, i18n, i18n.language, t]);
}
