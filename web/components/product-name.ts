/** A product in words: records carry its code, the list of products its names. */
import { useMemo } from 'react';
import { listProducts } from '../api/contracts/products.ts';
import { STALE_MS, useRead } from '../api/use-read.ts';
import { useWords } from './words.ts';

/** A product that is no longer sold is called by its code; while the names are on their way it has none yet. */
export function useProductName(): (code: string) => string {
  const { language } = useWords();
  const { data, error } = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  const isLoading = data === undefined && error === null;
  return useMemo(() => {
    const names = new Map(data?.items.map(({ code, content }) => [code, content.names[language]]));
    return (code) => (isLoading ? '…' : (names.get(code) ?? code));
  }, [data, isLoading, language]);
}
