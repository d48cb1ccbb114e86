/** How a broken rule leaves an activity: as a failure that is never retried, with its code and its facts. */
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { DomainError } from '../domain/errors.ts';
import { toWire } from '../domain/wire.ts';

/** The refusal as Temporal carries it: its code is the failure's type, its facts are in wire form. */
export function refuse(error: DomainError): ApplicationFailure {
  // Every fact of the catalogue that is money carries its currency, so the one named here is never used.
  const facts = toWire(error.data, 'CNY');
  return ApplicationFailure.nonRetryable(error.message, error.code, facts);
}

/** Everything else is an outage or a bug, and is retried, loudly, until it is gone. */
export const refusalInterceptor: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof DomainError) throw refuse(error);
      throw error;
    }
  },
};
