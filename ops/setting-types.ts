/** Kinds of settings that several partners and engines share. */
import { accessSync, constants } from 'node:fs';
import { z } from 'zod';
import { roles } from '../domain/roles.ts';

export const readableFile = z.string().refine(isReadable, 'must be a file that can be read');

export const bic = z
  .string()
  .regex(/^[A-Z\d]{8}([A-Z\d]{3})?$/, 'must be a BIC of 8 or 11 characters');

export function urlWith(protocols: readonly string[]) {
  const wanted = protocols.map((protocol) => `${protocol}//`).join(' or ');
  return z.string().refine((text) => {
    return URL.canParse(text) && protocols.includes(new URL(text).protocol);
  }, `must be an address that begins with ${wanted}`);
}

/** Names of roles with commas between them, or `all` for everybody in the house. */
export function roleList() {
  const staff = roles.filter((role) => role !== 'borrower');
  return z
    .string()
    .transform((text) =>
      text.trim() === 'all' ? staff : text.split(',').map((name) => name.trim()),
    )
    .pipe(z.array(z.enum(staff, `must be "all" or a list of: ${staff.join(', ')}`)));
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
