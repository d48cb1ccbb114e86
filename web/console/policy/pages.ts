import { page } from '../../app/page.ts';
import { productSearch } from './products/search.ts';
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
    words: ['policy', 'stages', 'cases', 'approvals'],
    search: tierSearch,
    load: () => import('./tiers/TierVersion.tsx'),
    component: 'TierVersion',
  }),
  page({
    path: '/policy/products',
    title: 'products:title',
    who: ['policy-version.read'],
    words: ['products', 'policy'],
    search: versionSearch,
    load: () => import('./products/ProductList.tsx'),
    component: 'ProductList',
    initials: 'cp',
  }),
  page({
    path: '/policy/products/$policyVersionId',
    title: 'products:title',
    who: ['policy-version.read'],
    words: ['products', 'policy'],
    search: productSearch,
    load: () => import('./products/ProductVersion.tsx'),
    component: 'ProductVersion',
  }),
] as const;
