/**
 * PostgreSQL refuses to run as root. When root starts Daiban, the database runs as the system's own database user, or
 * as nobody, and that user must be able to reach its programs and its data through every parent folder.
 */
import { readFileSync } from 'node:fs';
import { runProgram } from './child.ts';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: SystemUser = { uid: 65_534, gid: 65_534 };

/** The user the database has to run as, or null for the user who runs this process. */
export function databaseUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  return findUser('postgres') ?? NOBODY;
}

/** Whether a user can enter a folder, asked by trying, since modes, groups and ACLs all have a say. */
export async function canEnter(folder: string, user: SystemUser): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...user,
    cwd: '/',
  });
  return code === 0;
}

function findUser(name: string): SystemUser | null {
  const entry = readPasswd()
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
