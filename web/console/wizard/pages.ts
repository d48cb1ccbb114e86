import { page } from '../../app/page.ts';
import { applicationSearch, newSearch, wizardSearch } from './search.ts';

const words = ['wizard', 'customers', 'reasons', 'stages'] as const;

export const wizardPages = [
  page({
    path: '/applications',
    title: 'wizard:list.title',
    who: ['application.read'],
    words: ['wizard'],
    search: applicationSearch,
    load: () => import('./ApplicationList.tsx'),
    component: 'ApplicationList',
    initials: 'sq',
  }),
  page({
    path: '/applications/new',
    title: 'wizard:newTitle',
    who: ['application.create'],
    words,
    search: newSearch,
    load: () => import('./NewApplication.tsx'),
    component: 'NewApplication',
    initials: 'xjsq',
  }),
  page({
    path: '/applications/$applicationId/edit',
    title: 'wizard:editTitle',
    who: ['application.update'],
    words,
    search: wizardSearch,
    load: () => import('./ApplicationWizard.tsx'),
    component: 'ApplicationWizard',
  }),
] as const;
