/** TCP ports of this machine: whether one is free, and one that is. */
import { createConnection, createServer } from 'node:net';
import { OperatorError } from './failure.ts';

/** A port nobody listens on now, given by the system. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return listenOnce(0, host);
}

/** @throws OperatorError naming the variable that gives the port, when it is in use */
export async function assertPortFree(port: number, host: string, variable: string): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new OperatorError(
        `Port ${port} on ${host} is in use by another program. Stop it, or set ${variable} to a free port.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new OperatorError(`HOST is "${host}": this machine has no such address`);
    }
    if (code === 'EACCES') {
      throw new OperatorError(`${variable} is "${port}": ports below 1024 need a privileged user`);
    }
    throw error;
  }
}

/** Whether anybody accepts a connection on the port. */
export function isAnswering(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host, timeout: 1000 });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
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
