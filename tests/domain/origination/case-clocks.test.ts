import { expect, test } from 'vitest';
import {
  closingDeadline,
  returnDeadlines,
  reviewDeadlines,
} from '../../../domain/origination/case-clocks.ts';

const decidedAt = '2026-05-08T08:00:00.000Z';
const facts = {
  status: 'accepted',
  decidedAt,
  offerExpiresAt: '2026-06-07T08:00:00.000Z',
  acceptedAt: '2026-06-01T08:00:00.000Z',
  isMoneyInFlight: false,
};

test('reviewDeadlines() tell after 30 days and expire after 90', () => {
  expect(reviewDeadlines(decidedAt)).toEqual([
    { kind: 'review_notice', dueAt: '2026-06-07T08:00:00.000Z' },
    { kind: 'review_expiry', dueAt: '2026-08-06T08:00:00.000Z' },
  ]);
});

test('returnDeadlines() remind at 5 and 10 days and expire at 15', () => {
  expect(returnDeadlines(decidedAt).map(({ dueAt }) => dueAt.slice(0, 10))).toEqual([
    '2026-05-13',
    '2026-05-18',
    '2026-05-23',
  ]);
});

test('closingDeadline() of an acceptance is 60 days, but never beyond 90 from the approval', () => {
  expect(closingDeadline(facts)).toEqual({
    kind: 'acceptance_expiry',
    dueAt: '2026-07-31T08:00:00.000Z',
  });
  expect(closingDeadline({ ...facts, acceptedAt: '2026-07-01T08:00:00.000Z' })).toEqual({
    kind: 'approval_expiry',
    dueAt: '2026-08-06T08:00:00.000Z',
  });
});

test('closingDeadline() waits while money is in flight, and runs for nothing that has ended', () => {
  expect(closingDeadline({ ...facts, isMoneyInFlight: true })).toBeNull();
  expect(closingDeadline({ ...facts, status: 'booked' })).toBeNull();
  expect(closingDeadline({ ...facts, status: 'returned' })).toBeNull();
});

test('closingDeadline() of an offer is its expiry', () => {
  expect(closingDeadline({ ...facts, status: 'offered', acceptedAt: null })).toMatchObject({
    kind: 'offer_expiry',
  });
});
