import type * as wire from '../../../api/schemas/queue.ts';
import { read } from '../contract.ts';

export const countQueues = read<{ answer: typeof wire.queueCounts }>('/v1/queue-counts');
