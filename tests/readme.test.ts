/** README.md is run as it stands: its blocks tagged `run` in one shell, against a platform of their own. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testPlatform } from './support/platform.ts';

const readme = readFileSync('README.md', 'utf8');
const MINUTES = 60_000;

test('README.md prints what it says it prints', { timeout: 5 * MINUTES }, async () => {
  const platform = await testPlatform();
  const printed = await runShell(blocksTagged('sh run').join('\n'), platform.url);
  expect(masked(printed)).toBe(masked(blocksTagged('text output').join('')));
  await platform.stop();
});

test('every shell block of README.md says whether it is run', () => {
  const fences = [...readme.matchAll(/^```(.+)$/gm)].map(([, tag]) => tag);
  expect(fences.length).toBeGreaterThan(8);
  expect(fences.filter((tag) => !/^(sh (run|entry|docker)|text output)$/.test(tag!))).toEqual([]);
});

test('README.md names only commands that exist', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

function blocksTagged(tag: string): string[] {
  const pattern = new RegExp(`^\`\`\`${tag}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...readme.matchAll(pattern)].map(([, text]) => text!);
}

/** The dates are those of the day the README was written. */
function masked(text: string): string {
  return text
    .replace(/\d{4}-\d{2}-\d{2}/g, '<date>')
    .replace(/LN\d{4}-/g, 'LN<year>-')
    .trim();
}

async function runShell(script: string, url: string): Promise<string> {
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    env: { ...process.env, DAIBAN_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  shell.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const code = await new Promise((resolve) => shell.once('close', resolve));
  expect(code, printed).toBe(0);
  return printed;
}
