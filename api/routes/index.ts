/** The route table: one line for each resource, in alphabetical order. */
import type { Route } from '../route.ts';
import { routes as auditEvents } from './audit-events.ts';
import { routes as branches } from './branches.ts';
import { routes as consents } from './consents.ts';
import { routes as customers } from './customers.ts';
import { routes as documents } from './documents.ts';
import { routes as health } from './health.ts';
import { routes as me } from './me.ts';
import { routes as officers } from './officers.ts';
import { routes as policyVersions } from './policy-versions.ts';

export const routes: readonly Route[] = [
  ...auditEvents,
  ...branches,
  ...consents,
  ...customers,
  ...documents,
  ...health,
  ...me,
  ...officers,
  ...policyVersions,
];
