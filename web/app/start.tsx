/** Starts an entry: words first, then the router, then React. Console and portal differ by what they hand over. */
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { firstLanguage } from '../i18n/languages.ts';
import { recall } from '../i18n/remembered.ts';
import { startWords } from '../i18n/i18n.ts';
import { shareNonce } from '../theme/nonce.ts';
import type { Room } from '../theme/theme.ts';
import type { Page } from './page.ts';
import { createQueryClient, Providers } from './Providers.tsx';
import { buildRouter } from './router.tsx';

export type Entry = {
  readonly room: Room;
  readonly pages: readonly Page[];
  readonly Frame: () => ReactNode;
  readonly signInPath: string;
  readonly enrolPath: string;
  readonly homePath: string;
};

export async function start({ room, ...parts }: Entry): Promise<void> {
  shareNonce();
  await startWords(firstLanguage(recall('language')));
  const client = createQueryClient();
  const router = buildRouter({ ...parts, client });
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no element "root"');
  createRoot(root).render(
    <StrictMode>
      <Providers client={client} room={room}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}
