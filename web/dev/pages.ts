import { page } from '../app/page.ts';

/** For development and the browser tests; a production build has none of it. */
export const devPages = [
  page({
    path: '/dev/components',
    title: 'frame:product',
    who: 'anyone',
    words: ['components', 'reasons'],
    load: () => import('./ComponentsPage.tsx'),
    component: 'ComponentsPage',
  }),
] as const;
