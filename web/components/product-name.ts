/** A product in words: records carry its code, the list of products its names. */
import { listProducts } from '../api/contracts/products.ts';
import { STALE_MS, useRead } from '../api/use-read.ts';
import { useWords } from './words.ts';

/** A product that is no longer sold is called by its code; while the names are on their way it has none yet. */
export function useProductName(): (code: string) => string {
  const { language } = useWords();
  const { data, error } = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  return (code) => {
    if (data === undefined && error === null) return '…';
    return data?.items.find((product) => product.code === code)?.content.names[language] ?? code;
  };
}
