/** Who may do what: the one table of permissions, and who holds each role. Nothing here can be changed by a request. */
import { roles, type Role } from '../../domain/roles.ts';
import { listRoleHolders } from '../../db/queries/role-holders.ts';
import { permissions, rolePermissions } from '../permissions.ts';
import { defineRead, type Route } from '../route.ts';
import { roleTable } from '../schemas/roles.ts';

const NAMES_SHOWN = 5;

type StaffRole = Exclude<Role, 'borrower'>;
const staffRoles = roles.filter((role): role is StaffRole => role !== 'borrower');
const ofStaff = permissions.filter((name) =>
  staffRoles.some((role) => rolePermissions[role].includes(name)),
);

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/roles',
    access: 'officer.read',
    tag: 'officers',
    summary: 'List the roles with their permissions and who holds them',
    response: roleTable,
    handler: async ({ db }) => {
      const holders = await listRoleHolders(db, NAMES_SHOWN);
      const table = staffRoles.map((role) => {
        const held = holders.find((one) => one.role === role);
        return {
          role,
          permissions: ofStaff.filter((name) => rolePermissions[role].includes(name)),
          holderCount: held?.holderCount ?? 0,
          holderNames: [...(held?.names ?? [])],
        };
      });
      return { body: { permissions: [...ofStaff], roles: table } };
    },
  }),
];
