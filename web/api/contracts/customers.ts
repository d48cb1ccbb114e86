import type * as wire from '../../../api/schemas/customers.ts';
import type * as application from '../../../api/schemas/application.ts';
import { read, write, type Ids } from '../contract.ts';

export const listCustomers = read<{
  query: typeof wire.customerQuery;
  answer: typeof wire.customerPage;
}>('/v1/customers');

export const searchCustomers = write<{
  body: typeof wire.customerSearch;
  answer: typeof wire.customersFound;
}>('POST', '/v1/customers/searches');

export const createCustomer = write<{
  body: typeof wire.newCustomer;
  answer: typeof wire.customer;
}>('POST', '/v1/customers');

export const readCustomer = read<{
  params: typeof wire.customerParams;
  answer: typeof wire.customer;
}>('/v1/customers/:customerId');

export const changeCustomer = write<{
  params: typeof wire.customerParams;
  body: typeof wire.customerChange;
  answer: typeof wire.customer;
}>('PATCH', '/v1/customers/:customerId', { needsVersion: true });

export const readExposure = read<{
  params: typeof wire.customerParams;
  answer: typeof wire.customerExposure;
}>('/v1/customers/:customerId/exposure');

export const readCustomerTimeline = read<{
  params: typeof wire.customerParams;
  query: typeof application.cursorQuery;
  answer: typeof wire.customerTimeline;
}>('/v1/customers/:customerId/timeline');

export const listConsents = read<{
  params: Ids<'customerId'>;
  answer: typeof wire.consentList;
}>('/v1/customers/:customerId/consents');

export const giveConsent = write<{
  params: Ids<'customerId'>;
  body: typeof wire.newConsent;
  answer: typeof wire.consent;
}>('POST', '/v1/customers/:customerId/consents');

export const withdrawConsent = write<{
  params: Ids<'consentId'>;
  answer: typeof wire.consent;
}>('POST', '/v1/consents/:consentId/withdrawals');

export const listRelations = read<{
  params: Ids<'customerId'>;
  answer: typeof wire.relationList;
}>('/v1/customers/:customerId/relations');

export const relateCustomers = write<{
  params: Ids<'customerId'>;
  body: typeof wire.newRelation;
  answer: typeof wire.relationList;
}>('POST', '/v1/customers/:customerId/relations');

export const listCustomerPapers = read<{
  params: Ids<'customerId'>;
  answer: typeof wire.documentList;
}>('/v1/customers/:customerId/documents');

export const filePaper = write<{
  params: Ids<'customerId'>;
  body: typeof wire.newDocument;
  answer: typeof wire.document;
}>('POST', '/v1/customers/:customerId/documents');
