/** Things people edit carry a version; a change names the one it is based on. */
import { DomainError } from '../domain/errors.ts';
import { invariant } from '../domain/invariant.ts';

/**
 * @param ifMatch from the context of a route with `needsVersion`
 * @throws DomainError `stale_version`
 */
export function assertVersion(ifMatch: number | null, actual: number): void {
  invariant(ifMatch !== null, 'a route that compares versions asks for one');
  if (ifMatch !== actual) throw new DomainError('stale_version', { expected: ifMatch, actual });
}
