/** What this person may do with a record now: the permissions among those the record's state allows. */
import type { Actor } from './context.ts';
import type { Permission } from './permissions.ts';

/** @param possible what the record's state allows, in the order a console shows it */
export function actionsFor(actor: Actor, possible: readonly Permission[]): Permission[] {
  return possible.filter((permission) => actor.permissions.has(permission));
}
