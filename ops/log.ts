/**
 * Structured logs on standard output, one JSON object a line. Personal data does not belong into a log; should a
 * customer's row or a request slip in all the same, the fields that identify a person are cut here.
 */
import { pino, type Logger } from 'pino';
import { withoutPassword, type LogLevel } from './config.ts';

export type { Logger };

const SECRET_FIELDS = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'identityNumber',
  'identity_number',
  'phone',
  'bankAccount',
  'bank_account',
  'email',
];

/** @param name of the process, as in `api` or `worker` */
export function createLogger({ name, level }: { name: string; level: LogLevel }): Logger {
  return pino({
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactedPaths(), censor: '[redacted]' },
    serializers: { err: serializeError },
  });
}

/** Wildcards of the redactor match one level each: a field is cut at the top and two levels below. */
function redactedPaths(): string[] {
  return SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
}

/** Drivers put the address they failed to reach, password included, into their messages. */
function serializeError(error: Error): object {
  const serialized = pino.stdSerializers.err(error);
  return {
    ...serialized,
    message: withoutPassword(serialized.message),
    stack: withoutPassword(serialized.stack),
  };
}
