/** The route table: one line for each resource, in alphabetical order. */
import type { Route } from '../route.ts';
import { routes as health } from './health.ts';
import { routes as me } from './me.ts';
import { routes as policyVersions } from './policy-versions.ts';

export const routes: readonly Route[] = [...health, ...me, ...policyVersions];
