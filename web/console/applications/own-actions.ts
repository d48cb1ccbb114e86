/** The steps of an application that are its officer's own, by the names the API lists. */
import type { Application } from './use-case.ts';

const ownSteps = {
  'counter-offer.answer': 'answer',
  'offer.accept': 'accept',
  'disbursement.create': 'disburse',
  'application.reconsider': 'reconsider',
  'application.recall': 'recall',
  'application.withdraw': 'withdraw',
} as const;

export type OwnStep = (typeof ownSteps)[keyof typeof ownSteps];

export type OwnFormProps = { readonly application: Application; readonly onEnd: () => void };

/** Those possible now, what moves the case first. */
export function ownStepsOf(actions: readonly string[]): readonly OwnStep[] {
  return Object.entries(ownSteps).flatMap(([name, step]) => (actions.includes(name) ? step : []));
}
