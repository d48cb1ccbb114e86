/** The records last opened from the palette; gone with the page, because names stay out of the browser's storage. */
export type FoundEntry = {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly run: () => void;
};

const RECENT_COUNT = 10;

let recent: readonly FoundEntry[] = [];

export function recentRecords(): readonly FoundEntry[] {
  return recent;
}

export function noteRecent(entry: FoundEntry): void {
  recent = [entry, ...recent.filter(({ id }) => id !== entry.id)].slice(0, RECENT_COUNT);
}

/** Forgotten when somebody signs out. */
export function forgetRecent(): void {
  recent = [];
}
