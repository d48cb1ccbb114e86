/** Numbers for Prometheus, on a port of their own that no outsider reaches; without METRICS_PORT there are none. */
import { createServer } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';
import type { RunningPart } from './entry.ts';

const PATH = '/metrics';

/** Serves the process's numbers beside `part` and stops with it. */
export async function withMetrics(part: RunningPart, port: number | null): Promise<RunningPart> {
  if (port === null) return part;
  collectDefaultMetrics();
  const server = createServer((request, response) => {
    void answer(request.url === PATH).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    ...part,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await part.stop();
    },
  };
}

async function answer(isFound: boolean): Promise<{ status: number; type: string; body: string }> {
  if (!isFound) return { status: 404, type: 'text/plain', body: `Only ${PATH} is here\n` };
  return { status: 200, type: register.contentType, body: await register.metrics() };
}
