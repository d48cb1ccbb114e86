/** What `npm start` prints when the platform is ready. */
import type { LauncherConfig } from './config.ts';
import { withoutPassword } from './config.ts';
import { projectRoot, systemFolder } from './data-folder.ts';
import type { Engines } from './engines.ts';

export interface SignIn {
  readonly role: string;
  readonly userName: string;
  readonly password: string;
}

export interface PlatformFacts {
  readonly config: LauncherConfig;
  readonly folder: string;
  readonly engines: Engines;
  readonly url: string;
  readonly signIns: readonly SignIn[];
}

export function describePlatform({ config, folder, engines, url, signIns }: PlatformFacts): string {
  const lines = [
    '',
    `Daiban is ready: ${url}`,
    '',
    ...row('API documents', `${url}/v1/docs`),
    ...row('Temporal', engines.temporalUiUrl ?? engines.temporalAddress),
    ...row('Data', describeFolder(folder)),
    ...row(
      'Database',
      config.databaseUrl === null ? 'embedded' : withoutPassword(config.databaseUrl),
    ),
    ...signInLines(signIns, config.isTraining),
    '',
    'Ctrl-C stops everything and keeps all data.',
  ];
  return lines.join('\n');
}

/** Data that could not stay under the project is not where one looks first. */
function describeFolder(folder: string): string {
  const isMoved = folder.startsWith(systemFolder);
  return isMoved ? `${folder} (the database's user cannot enter ${projectRoot})` : folder;
}

/** Who may sign in, a line each; nothing when there is nobody to name. */
export function signInLines(signIns: readonly SignIn[], isTraining: boolean): string[] {
  if (signIns.length === 0) return [];
  const width = Math.max(...signIns.map(({ role }) => role.length));
  return [
    '',
    isTraining
      ? 'Sample sign-ins (user name / password):'
      : 'First sign-ins (user name / password), told only this once:',
    ...signIns.map(
      ({ role, userName, password }) => `  ${role.padEnd(width)}  ${userName} / ${password}`,
    ),
  ];
}

function row(name: string, value: string): string[] {
  return [`  ${name.padEnd(14)} ${value}`];
}
