/**
 * Every page of the console, in the order of the folders. A page that is not in this list does not exist: router,
 * navigation, palette and the browser tests read it from here.
 */
import { adminPages } from './console/admin/pages.ts';
import { applicationPages } from './console/applications/pages.ts';
import { approvalPages } from './console/approvals/pages.ts';
import { collectionPages } from './console/collections/pages.ts';
import { customerPages } from './console/customers/pages.ts';
import { homePages } from './console/home/pages.ts';
import { loanPages } from './console/loans/pages.ts';
import { mePages } from './console/me/pages.ts';
import { noticePages } from './console/notices/pages.ts';
import { policyPages } from './console/policy/pages.ts';
import { paymentPages } from './console/payments/pages.ts';
import { requestPages } from './console/requests/pages.ts';
import { signInPages } from './console/sign-in/pages.ts';
import { wizardPages } from './console/wizard/pages.ts';
import { trainingPages } from './console/training/pages.ts';
import { devPages } from './dev/pages.ts';

export const pages = [
  ...adminPages,
  ...applicationPages,
  ...approvalPages,
  ...collectionPages,
  ...customerPages,
  ...homePages,
  ...loanPages,
  ...mePages,
  ...noticePages,
  ...policyPages,
  ...paymentPages,
  ...requestPages,
  ...signInPages,
  ...wizardPages,
  ...trainingPages,
  ...devPages,
] as const;

export type PagePath = (typeof pages)[number]['path'];

export const SIGN_IN_PATH = '/sign-in';
export const ENROL_PATH = '/sign-in/enrol';
export const HOME_PATH = '/home';
