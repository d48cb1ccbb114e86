/**
 * The workflow code as one file, as Temporal's sandbox wants it. Bundling takes seconds, so the file is kept under a
 * hash of everything it is made from and made again only when that changed.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './data-folder.ts';

/** The rooms whose files a workflow may import. */
const SOURCE_FOLDERS = ['workflows', 'domain', 'locales'];

/** The path of the bundle that was built with this code, else of one of the present sources, made now if need be. */
export async function prepareWorkflowBundle(): Promise<string> {
  const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  if (existsSync(built)) return built;
  const folder = join(projectRoot, 'node_modules', '.cache', 'daiban');
  const file = join(folder, `workflows-${hashOfSources()}.js`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  await writeWorkflowBundle(join(projectRoot, 'workflows', 'index.ts'), file);
  return file;
}

/**
 * Bundles the workflows that `entryFile` exports into `file`, which appears whole or not at all.
 * @throws when a workflow imports what the sandbox forbids
 */
export async function writeWorkflowBundle(entryFile: string, file: string): Promise<void> {
  // Loaded only when there is something to bundle: it takes longer to load than the rest of a start.
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: entryFile,
    logger: new DefaultLogger('WARN'),
  });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, file);
}

/** The lock file stands for the SDK: a bundle runs only under the version that made it. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of [join(projectRoot, 'package-lock.json'), ...sourceFiles()]) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function sourceFiles(): string[] {
  return SOURCE_FOLDERS.map((folder) => join(projectRoot, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .sort();
}
