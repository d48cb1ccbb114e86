/** What a row is about, in words: the product of an application, the subject of a request. */
import { useMemo } from 'react';
import { useProductName } from '../../components/product-name.ts';
import { useTranslation } from '../../i18n/use-words.ts';

/** Names of products and of the subjects of requests by their codes. */
export function useProductNames(): (code: string) => string {
  const { t, i18n } = useTranslation('approvals');
  const nameOf = useProductName();
  return useMemo(
    () => (code) => {
      const subject = `subject.${code}`;
      if (i18n.exists(subject, { ns: 'approvals' })) return t(subject as 'subject.waiver');
      return nameOf(code);
    },
    [i18n, nameOf, t],
  );
}
