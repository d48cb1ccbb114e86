/** Records for the palette: found by the server within reach, masked, from two characters on. */
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { searchRecords } from '../../api/contracts/search.ts';
import { useRead } from '../../api/use-read.ts';
import { pages } from '../../routes.ts';

export type FoundEntry = {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly run: () => void;
};

const MIN_LENGTH = 2;
const PAUSE_MS = 250;
const RECENT_COUNT = 10;

const paths = {
  application: '/applications/$id',
  customer: '/customers/$id',
  loan: '/loans/$id',
} as const;

/** What was opened last from here; it is gone with the page, because names stay out of the browser's storage. */
let recent: readonly FoundEntry[] = [];

/** @returns recently opened ones while nothing is typed */
export function useRecordEntries(query: string): readonly FoundEntry[] {
  const navigate = useNavigate();
  const [typed] = useDebouncedValue(query.trim(), PAUSE_MS);
  const isEnough = typed.length >= MIN_LENGTH;
  const { data } = useRead(searchRecords, { query: { q: typed } }, { enabled: isEnough });
  if (query.trim() === '') return recent;
  if (!isEnough || data === undefined) return [];
  return data.items
    .filter(({ kind }) => hasPage(paths[kind]))
    .map(({ kind, id, number, customerName }) => {
      const entry: FoundEntry = {
        id,
        label: number,
        description: customerName,
        run: () => {
          recent = [entry, ...recent.filter((other) => other.id !== id)].slice(0, RECENT_COUNT);
          void navigate({ to: paths[kind], params: { id } } as never);
        },
      };
      return entry;
    });
}

/** Forgotten when somebody signs out. */
export function forgetRecent(): void {
  recent = [];
}

function hasPage(wanted: string): boolean {
  return pages.some(({ path }) => (path as string) === wanted);
}
