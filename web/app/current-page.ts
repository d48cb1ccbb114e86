/** The page being shown, for its header and for the helpers of its search parameters. */
import { createContext, useContext } from 'react';
import type { Page } from './page.ts';

export const CurrentPage = createContext<Page | null>(null);

export function useCurrentPage(): Page | null {
  return useContext(CurrentPage);
}
