/**
 * `npm run build`: plain JavaScript in `dist/` with the data files beside it, the pages, the workflow bundle, and the
 * package files, so that `dist/` runs where only Node and the productive packages are.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { writeWorkflowBundle } from './bundle.ts';
import { runProgram } from './child.ts';
import { projectRoot } from './data-folder.ts';
import { exitWithFailure, OperatorError } from './failure.ts';
import { buildWeb, webFolder } from './web-build.ts';

const dist = join(projectRoot, 'dist');

/** Rooms and what of them is read while running, beside the code. */
const DATA = [
  { folder: 'db', endings: ['.json'] },
  { folder: 'ops', endings: ['.json', '.csv', '.md'] },
  { folder: 'locales', endings: ['.json'] },
  { folder: 'docs', endings: ['.md'] },
];

try {
  await build();
  process.stdout.write(
    'dist/ is built. Run it with: node dist/ops/migrate.js, api.js, worker.js\n',
  );
} catch (error) {
  exitWithFailure(error);
}

async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await compile();
  for (const { folder, endings } of DATA) copyData(folder, endings);
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(projectRoot, file), join(dist, file));
  }
  await buildWeb(webFolder, { withStories: false });
  await writeWorkflowBundle(
    join(projectRoot, 'workflows', 'index.ts'),
    join(dist, 'workflow-bundle.js'),
  );
}

async function compile(): Promise<void> {
  const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '--project', 'tsconfig.build.json'];
  const { code, output } = await runProgram(process.execPath, args, { cwd: projectRoot });
  if (code !== 0) throw new OperatorError(`The sources do not compile:\n${output}`);
}

function copyData(folder: string, endings: readonly string[]): void {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const copy = join(dist, relative(projectRoot, file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
}
