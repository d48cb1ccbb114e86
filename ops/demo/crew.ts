/** Everybody the demonstration acts as, signed in once, and the people behind each role. */
import type { Role } from '../../domain/roles.ts';
import { invariant } from '../../domain/invariant.ts';
import { SAMPLE_PASSWORD } from '../seed.ts';
import { signIn, type Caller } from './http.ts';
import { inParallel } from './parallel.ts';

export type Officer = {
  readonly officerId: string;
  readonly userName: string;
  readonly branchId: string;
  readonly roles: readonly Role[];
};

export type Crew = {
  readonly officers: readonly (Officer & { readonly caller: Caller })[];
  /** The first holder of a role. */
  one(role: Role): Caller;
  /** Every holder of one of these roles. */
  all(roles: readonly Role[]): readonly Caller[];
};

type OfficerLine = Omit<Officer, 'roles'> & { readonly grants: readonly { readonly role: Role }[] };

/** Roles the demonstration never acts as. */
const idle: readonly Role[] = ['process_admin', 'auditor', 'borrower'];

export async function gatherCrew(baseUrl: string, keyPrefix: string): Promise<Crew> {
  const credentials = { baseUrl, password: SAMPLE_PASSWORD, keyPrefix };
  const admin = await signIn({ ...credentials, userName: 'admin1' });
  const { items } = await admin.get<{ items: readonly OfficerLine[] }>('/v1/officers?size=200');
  const people = items.map(({ grants, ...line }) => ({
    ...line,
    roles: grants.map(({ role }) => role),
  }));
  const working = people.filter(({ roles }) => roles.some((role) => !idle.includes(role)));
  const officers = await inParallel(working, async (officer) => ({
    ...officer,
    caller: await signIn({ ...credentials, userName: officer.userName }),
  }));
  const all = (roles: readonly Role[]) =>
    officers.filter((officer) => officer.roles.some((role) => roles.includes(role)));
  return {
    officers,
    one: (role) => {
      const first = all([role])[0];
      invariant(first !== undefined, `the sample house has a ${role}`);
      return first.caller;
    },
    all: (roles) => all(roles).map(({ caller }) => caller),
  };
}
