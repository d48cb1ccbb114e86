import { applicationStates } from '../../../domain/origination/application-states.ts';
import { choice, choiceOr, listSearch, optionalText } from '../../app/search.ts';
import { draftSteps } from './steps.ts';

/** Whom the new application is for; chosen on the first step or brought along from the customer's file. */
export const newSearch = { customer: optionalText(40) };

export const applicationSearch = listSearch({ status: choice(applicationStates) });

export const wizardSearch = { step: choiceOr(draftSteps, 'loan') };
