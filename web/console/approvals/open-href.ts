/** Opens a record by its address, with the list it was opened from. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

export function useOpenHref(): (href: string, from?: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (href, from) => {
      const query = from === undefined ? '' : `?${new URLSearchParams({ from }).toString()}`;
      void navigate({ href: `${href}${query}` } as never);
    },
    [navigate],
  );
}
