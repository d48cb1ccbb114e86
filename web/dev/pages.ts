import { page } from '../app/page.ts';

/** Set by the build: the pages of `npm start` and of the tests have them, the image has not. */
declare const WITH_STORIES: boolean | undefined;

const componentsPage = page({
  path: '/dev/components',
  title: 'frame:dev.components',
  who: 'signed_in',
  words: ['components', 'reasons'],
  load: () => import('./ComponentsPage.tsx'),
  component: 'ComponentsPage',
  isBare: true,
});

/** Every component in every state. */
export const devPages =
  typeof WITH_STORIES !== 'undefined' && WITH_STORIES ? ([componentsPage] as const) : [];
