/**
 * Whether a contact may be made now. All policies given apply and the strictest wins: every failing rule is
 * returned, not the first. Where only time stands in the way, the answer says when all rules pass together, the
 * quiet hours that follow a midnight included.
 */
import type { Instant } from '../calendar.ts';
import { invariant } from '../invariant.ts';
import type {
  ContactAttempt,
  ContactDecision,
  ContactFacts,
  ContactPolicy,
  ContactRequest,
} from './contact-policy.ts';
import { findViolations, type Violation } from './contact-rules.ts';

/** Each round leaves at least one rule's window; more rounds than this is a policy that never opens. */
const maxRounds = 1000;

/**
 * @param history every attempt concerning the debtor that a window may still count, in any order
 * @throws an invariant when `policies` or `subjectZones` is empty: no policy is not permission
 */
export function decideContact(
  policies: readonly ContactPolicy[],
  request: ContactRequest,
  history: readonly ContactAttempt[],
  facts: ContactFacts,
): ContactDecision {
  invariant(policies.length > 0, 'contact is decided by a policy');
  invariant(facts.subjectZones.length > 0, 'the person called is in some time zone');
  const names = policies.map(({ name }) => name);
  const violationsAt = (at: Instant): readonly Violation[] =>
    policies.flatMap((policy) => findViolations(policy, { ...request, at }, history, facts));
  const violations = violationsAt(request.at);
  if (violations.length === 0) return { outcome: 'allowed', policies: names };
  return {
    outcome: 'denied',
    policies: names,
    reasons: violations.map(({ reason }) => reason),
    nextAllowedAt: nextOpening(violations, violationsAt),
  };
}

/** Goes from release to release until nothing is in the way. */
function nextOpening(
  first: readonly Violation[],
  violationsAt: (at: Instant) => readonly Violation[],
): Instant | null {
  let violations = first;
  let at: Instant = '';
  for (let round = 0; round < maxRounds && violations.length > 0; round += 1) {
    for (const { releasedAt } of violations) {
      if (releasedAt === null) return null;
      if (releasedAt > at) at = releasedAt;
    }
    violations = violationsAt(at);
  }
  return violations.length === 0 ? at : null;
}
