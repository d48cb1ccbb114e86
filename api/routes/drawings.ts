/** Where a loan stands that is drawn in parts. */
import { findAcceptedOffer } from '../../db/queries/disbursements.ts';
import { readDrawn } from '../../db/queries/drawings.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, zero } from '../../domain/money.ts';
import { undrawn } from '../../domain/origination/tranches.ts';
import { visibleLoan } from '../loan-state.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/disbursements.ts';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/loans/:loanId/drawing',
    access: 'loan.read',
    tag: 'loans',
    summary: 'Read what has been drawn of a loan, in how many parts, and what still may be',
    params: wire.loanParams,
    response: wire.drawing,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      const loan = await visibleLoan(db, scope, params.loanId);
      const { applicationId, currency } = loan;
      const offer = await findAcceptedOffer(db, applicationId);
      if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
      const {
        amount: drawn,
        count,
        drawUntilDate,
      } = await readDrawn(db, { applicationId, currency });
      const left =
        drawUntilDate === null ? zero(currency) : undrawn({ approved: offer.amount, drawn });
      return {
        body: {
          loanId: loan.loanId,
          approved: toWireMoney(offer.amount),
          drawn: toWireMoney(drawn),
          undrawn: toWireMoney(left),
          drawnCount: count,
          maxCount: offer.tranches?.maxCount ?? 1,
          drawUntilDate,
        },
      };
    },
  }),
];
