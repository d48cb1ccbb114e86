/** `node ops/healthy.js URL`: exit code 0 when the address answers with success, for a container's health check. */
import { exitWithFailure, OperatorError } from './failure.ts';

const PATIENCE_MS = 4000;

const [, , url = ''] = process.argv;
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new OperatorError(`${url} answers ${answer.status}`);
} catch (error) {
  exitWithFailure(error);
}
