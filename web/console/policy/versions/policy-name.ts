/** The name of a matrix or product as people call it; the code where nobody has given it words. */
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { listProducts } from '../../../api/contracts/products.ts';
import { useTranslation } from '../../../i18n/use-words.ts';

export function usePolicyName(): (name: string) => string {
  const { t, i18n } = useTranslation('policy');
  const { data } = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (name) => {
    const product = data?.items.find(({ code }) => code === name);
    if (product !== undefined) return product.content.names[language];
    return i18n.exists(`matrixNames.${name}`, { ns: 'policy' })
      ? t(`matrixNames.${name}` as 'matrixNames.retail-cn')
      : name;
  };
}

/** Those that say who reviews a request of the house, not who approves a loan. */
export function isRequestMatrix({ name }: { readonly name: string }): boolean {
  return name.startsWith('request-');
}
