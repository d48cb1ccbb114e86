import { applicationStates } from '../../../domain/origination/application-states.ts';
import type { InputOf } from '../../api/contract.ts';
import type { listApplications } from '../../api/contracts/application-drafts.ts';
import { choice, choiceOr, listSearch, optionalText, type SearchOf } from '../../app/search.ts';
import { draftSteps } from './steps.ts';

/** Whom the new application is for; chosen on the first step or brought along from the customer's file. */
export const newSearch = { customer: optionalText(40) };

export const applicationSearch = listSearch({ status: choice(applicationStates) });

/** What the address asks for, as the API takes it. */
export function toApplicationQuery({
  q,
  page,
  size,
  status,
}: SearchOf<typeof applicationSearch>): InputOf<typeof listApplications>['query'] {
  const number = q.normalize('NFKC').trim().toUpperCase();
  return {
    page,
    size,
    ...(status === undefined ? {} : { status }),
    ...(number === '' ? {} : { number }),
  };
}

export const wizardSearch = { step: choiceOr(draftSteps, 'loan') };
