/** Turns the list of pages into a router; each page is a chunk that is fetched with its words. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRootRoute,
  type AnyRouter,
} from '@tanstack/react-router';
import i18next from 'i18next';
import type { ComponentType, ReactNode } from 'react';
import { ErrorPage, NotFoundPage } from './ErrorPages.tsx';
import type { Page } from './page.ts';
import { PageGate } from './PageGate.tsx';
import { formatQuery, parseQuery, readSearch, writeSearch } from './search.ts';
import { findMe } from './session.ts';
import { PageSkeleton } from './PageSkeleton.tsx';

export type RouterParts = {
  readonly pages: readonly Page[];
  readonly client: QueryClient;
  /** Around every page: header, navigation, dialogs. */
  readonly Frame: () => ReactNode;
  /** Where somebody without a session goes. */
  readonly signInPath: string;
  /** Where somebody goes whose role asks for a second factor they do not have. */
  readonly enrolPath: string;
  readonly homePath: string;
};

export function buildRouter(parts: RouterParts): AnyRouter {
  const root: AnyRootRoute = createRootRoute({
    component: parts.Frame,
    notFoundComponent: NotFoundPage,
    errorComponent: ErrorPage,
  });
  const first = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: parts.homePath, replace: true });
    },
  });
  const routes = parts.pages.map((page) => routeOf(page, root, parts));
  return createRouter({
    routeTree: root.addChildren([first, ...routes]),
    parseSearch: parseQuery,
    stringifySearch: formatQuery,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    // A skeleton only when a page is not there at once.
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  }) as unknown as AnyRouter;
}

function routeOf(page: Page, root: AnyRootRoute, parts: RouterParts) {
  const load = page.load as () => Promise<Record<string, ComponentType>>;
  const Content = lazyRouteComponent(load, page.component) as unknown as LazyPage;
  return createRoute({
    getParentRoute: () => root,
    path: page.path,
    validateSearch: (raw: Record<string, unknown>) =>
      page.search === undefined ? raw : writeSearch(page.search, readSearch(page.search, raw)),
    beforeLoad: async ({ location }) => {
      if (page.who === 'anyone') return;
      const me = await findMe(parts.client);
      if (me !== null) {
        // Nothing else would answer before the second factor is there.
        if (!me.mustEnrol || page.path === parts.enrolPath) return;
        throw redirect({ to: parts.enrolPath, replace: true });
      }
      const next = location.href === parts.homePath ? undefined : location.href;
      throw redirect({ to: parts.signInPath, search: { next }, replace: true });
    },
    loader: () => Promise.all([Content.preload?.(), loadWords(page)]),
    component: () => (
      <PageGate page={page}>
        <Content />
      </PageGate>
    ),
  });
}

type LazyPage = ComponentType & { readonly preload?: () => Promise<unknown> };

async function loadWords({ words = [] }: Page): Promise<void> {
  await i18next.loadNamespaces([...words]);
}
