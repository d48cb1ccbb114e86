/** A code from the phone on file, for what needs more than an open session. */
import { answerConfirmation, makeConfirmationCode } from '../commands/confirmations.ts';
import { visibleCustomer } from '../commands/customers.ts';
import { ownBorrower, ownScope } from '../own.ts';
import { defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/my-profile.ts';

const tag = 'my';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/my/confirmation-codes',
    access: 'portal.write',
    tag,
    summary: 'Send a code to the phone on file',
    response: wire.confirmationCode,
    status: 201,
    command: async (trx, { actor, services }) => {
      const { customerId, language } = ownBorrower(actor);
      const { phoneMask } = await visibleCustomer(trx, ownScope(actor), customerId);
      const made = await makeConfirmationCode(trx, services.keys, { customerId, language });
      const trainingCode = services.isTraining ? made.code : null;
      return { status: 201, body: { phoneMask, expiresAt: made.expiresAt, trainingCode } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/my/confirmations',
    access: 'portal.write',
    tag,
    summary: 'Answer with the code; good for ten minutes',
    body: wire.newConfirmation,
    response: wire.confirmation,
    command: async (trx, { actor, services, body }) => {
      const { customerId } = ownBorrower(actor);
      const input = { customerId, code: body.code };
      const guess = await answerConfirmation(trx, services.keys, input);
      const attemptsLeft = guess.outcome === 'wrong' ? guess.attemptsLeft : 0;
      return { body: { outcome: guess.outcome, attemptsLeft } };
    },
  }),
];
