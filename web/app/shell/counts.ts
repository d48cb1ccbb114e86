/** The live counts beside the navigation: asked once a minute and when somebody comes back to the page. */
import { countQueues } from '../../api/contracts/queues.ts';
import { useRead } from '../../api/use-read.ts';
import { useMay } from '../session.ts';

const EVERY_MS = 60_000;

/** By the name a navigation entry gives; a count that nobody keeps, or nobody may see, is left out. */
export function useCounts(): Readonly<Record<string, number | undefined>> {
  const may = useMay();
  const { data } = useRead(countQueues, {}, { enabled: may('approval.read'), everyMs: EVERY_MS });
  if (data === undefined) return {};
  return { todo: data.todo, copies: data.copied };
}
