/** Lets only those see a page who may open it; the API refuses the others in any case. */
import type { ReactNode } from 'react';
import { ForbiddenPage } from './ErrorPages.tsx';
import { mayOpen, type Page } from './page.ts';
import { useMaybeMe } from './session.ts';

export function PageGate({
  page,
  children,
}: {
  readonly page: Page;
  readonly children: ReactNode;
}): ReactNode {
  const me = useMaybeMe();
  if (!mayOpen(page, me ?? null)) return <ForbiddenPage page={page} />;
  return children;
}
