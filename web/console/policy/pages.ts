import { page } from '../../app/page.ts';
import { tierSearch, versionSearch } from './tiers/search.ts';

export const policyPages = [
  page({
    path: '/policy/tiers',
    title: 'policy:tiers.title',
    who: ['policy-version.read'],
    words: ['policy', 'stages'],
    search: versionSearch,
    load: () => import('./tiers/TierVersions.tsx'),
    component: 'TierVersions',
    initials: 'qxjz',
  }),
  page({
    path: '/policy/tiers/$policyVersionId',
    title: 'policy:tiers.title',
    who: ['policy-version.read'],
    words: ['policy', 'stages'],
    search: tierSearch,
    load: () => import('./tiers/TierVersion.tsx'),
    component: 'TierVersion',
  }),
] as const;
