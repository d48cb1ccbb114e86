/** What happened to each application, page after page. */
import type { Handed } from './apply.ts';
import { inParallel } from './parallel.ts';

export type TimelineEvent = {
  readonly kind: string;
  readonly stageId: string | null;
  readonly occurredAt: string;
  readonly details: Readonly<Record<string, unknown>>;
};

type Page = { readonly items: readonly TimelineEvent[]; readonly next: string | null };

export function readTimelines(handed: readonly Handed[]): Promise<TimelineEvent[][]> {
  return inParallel(handed, async ({ officer, applicationId }) => {
    const events: TimelineEvent[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page = await officer.get(
        `/v1/applications/${applicationId}/timeline?size=200${from}`,
      );
      events.push(...page.items);
      cursor = page.next;
    }
    return events;
  });
}
