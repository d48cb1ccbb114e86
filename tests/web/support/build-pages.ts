/** The pages as the API serves them, built before the browser tests when their sources have changed. */
import { prepareWeb } from '../../../ops/web-build.ts';

export default async function setUp(): Promise<void> {
  await prepareWeb((line) => process.stderr.write(`${line}\n`));
}
