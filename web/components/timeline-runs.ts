/** Runs of entries that the system made by itself fold into one line; a failure never disappears in a fold. */
import type { TimelineEntry } from './Timeline.tsx';

export type TimelineItem =
  | { readonly kind: 'entry'; readonly entry: TimelineEntry }
  | { readonly kind: 'run'; readonly entries: readonly TimelineEntry[] };

const SHORTEST_RUN = 3;

export function foldRuns(entries: readonly TimelineEntry[]): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  let run: TimelineEntry[] = [];
  const endRun = () => {
    if (run.length >= SHORTEST_RUN) items.push({ kind: 'run', entries: run });
    else items.push(...run.map((entry) => ({ kind: 'entry' as const, entry })));
    run = [];
  };
  for (const entry of entries) {
    if (entry.isSystem && entry.tone !== 'failed') {
      run.push(entry);
      continue;
    }
    endRun();
    items.push({ kind: 'entry', entry });
  }
  endRun();
  return items;
}
