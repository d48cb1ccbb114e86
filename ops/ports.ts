/** TCP ports of this machine: whether one is free, and one that is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'node:net';
import { OperatorError } from './failure.ts';

/** A port nobody listens on now, given by the system. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return listenOnce(0, host);
}

/**
 * @param graceMs so long an occupied port is asked again, for one that is about to be given up
 * @throws OperatorError naming the variable that gives the port, when it is in use
 */
export async function assertPortFree(
  port: number,
  host: string,
  variable: string,
  graceMs = 0,
): Promise<void> {
  const deadline = Date.now() + graceMs;
  for (;;) {
    const code = await listenOnce(port, host).then(() => null, codeOf);
    if (code === null) return;
    if (code !== 'EADDRINUSE' || Date.now() >= deadline)
      throw explain(code, { port, host, variable });
    await sleep(100);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

interface Wish {
  readonly port: number;
  readonly host: string;
  readonly variable: string;
}

function explain(code: string, { port, host, variable }: Wish): OperatorError {
  switch (code) {
    case 'EADDRINUSE':
      return new OperatorError(
        `Port ${port} on ${host} is in use by another program. Stop it, or set ${variable} to a free port.`,
      );
    case 'EACCES':
      return new OperatorError(`${variable} is "${port}": ports below 1024 need a privileged user`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new OperatorError(`HOST is "${host}": this machine has no such address`);
    default:
      return new OperatorError(`Nobody can listen on port ${port} of ${host}: ${code}`);
  }
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : port));
    });
  });
}
