/** How a worker reaches Temporal: one connection for its own polling, one for what the relay sends. */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { temporalTls, type TemporalConfig } from '../ops/config.ts';

/**
 * gRPC waits up to two minutes before it tries a lost server again; the relay has a backoff of its own and wants to
 * hear at once.
 */
const RECONNECT = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

export type TemporalLines = {
  readonly client: Client;
  readonly native: NativeConnection;
  readonly close: () => Promise<void>;
};

/** @throws when the server cannot be reached */
export async function connectTemporal(config: TemporalConfig): Promise<TemporalLines> {
  const options = { address: config.address, tls: temporalTls(config.tls) };
  const native = await NativeConnection.connect(options);
  // Without the SDK's own retries: a line that cannot be sent goes back to the outbox.
  const connection = await Connection.connect({
    ...options,
    channelArgs: RECONNECT,
    interceptors: [],
  });
  return {
    client: new Client({ connection, namespace: config.namespace }),
    native,
    close: async () => {
      await connection.close();
      await native.close();
    },
  };
}
