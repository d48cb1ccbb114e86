/**
 * The keys there are, for the compiler: one line for each namespace, in alphabetical order. A namespace is a file of
 * `locales/<language>/web/`, or one of the catalogues that notices and refusals share with the pages.
 */
import type collections from '../../locales/zh-CN/collections.json';
import type errors from '../../locales/zh-CN/errors.json';
import type reasons from '../../locales/zh-CN/reasons.json';
import type stages from '../../locales/zh-CN/stages.json';
import type admin from '../../locales/zh-CN/web/admin.json';
import type approvals from '../../locales/zh-CN/web/approvals.json';
import type cases from '../../locales/zh-CN/web/cases.json';
import type collecting from '../../locales/zh-CN/web/collecting.json';
import type components from '../../locales/zh-CN/web/components.json';
import type customers from '../../locales/zh-CN/web/customers.json';
import type frame from '../../locales/zh-CN/web/frame.json';
import type home from '../../locales/zh-CN/web/home.json';
import type loans from '../../locales/zh-CN/web/loans.json';
import type me from '../../locales/zh-CN/web/me.json';
import type policy from '../../locales/zh-CN/web/policy.json';
import type payments from '../../locales/zh-CN/web/payments.json';
import type products from '../../locales/zh-CN/web/products.json';
import type portal from '../../locales/zh-CN/web/portal.json';
import type requests from '../../locales/zh-CN/web/requests.json';
import type signIn from '../../locales/zh-CN/web/signIn.json';
import type templates from '../../locales/zh-CN/web/templates.json';
import type wizard from '../../locales/zh-CN/web/wizard.json';
import type training from '../../locales/zh-CN/web/training.json';

export type Resources = {
  admin: typeof admin;
  approvals: typeof approvals;
  cases: typeof cases;
  collecting: typeof collecting;
  collections: typeof collections;
  components: typeof components;
  customers: typeof customers;
  errors: typeof errors;
  frame: typeof frame;
  home: typeof home;
  loans: typeof loans;
  me: typeof me;
  policy: typeof policy;
  payments: typeof payments;
  portal: typeof portal;
  products: typeof products;
  reasons: typeof reasons;
  requests: typeof requests;
  signIn: typeof signIn;
  stages: typeof stages;
  templates: typeof templates;
  training: typeof training;
  wizard: typeof wizard;
};

export type Namespace = keyof Resources;

/** `list.title`; a plural is asked for by its name without the ending. */
export type KeyOf<Words> = {
  [K in keyof Words & string]: Words[K] extends string
    ? K | (K extends `${infer Base}_other` ? Base : never)
    : `${K}.${KeyOf<Words[K]>}`;
}[keyof Words & string];

/** `loans:list.title`: a key of any namespace. */
export type AnyKey = { [N in Namespace]: `${N}:${KeyOf<Resources[N]>}` }[Namespace];
