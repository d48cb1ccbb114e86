/** Records for the palette: found by the server within reach, masked, from two characters on. */
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { searchRecords } from '../../api/contracts/search.ts';
import { useRead } from '../../api/use-read.ts';
import { pages } from '../../routes.ts';
import { noteRecent, recentRecords, type FoundEntry } from './recent-records.ts';

const MIN_LENGTH = 2;
const PAUSE_MS = 250;

const paths = {
  application: '/applications/$id',
  customer: '/customers/$id',
  loan: '/loans/$id',
} as const;

/** @returns recently opened ones while nothing is typed */
export function useRecordEntries(query: string): readonly FoundEntry[] {
  const navigate = useNavigate();
  const [typed] = useDebouncedValue(query.trim(), PAUSE_MS);
  const isEnough = typed.length >= MIN_LENGTH;
  const { data } = useRead(searchRecords, { query: { q: typed } }, { enabled: isEnough });
  if (query.trim() === '') return recentRecords();
  if (!isEnough || data === undefined) return [];
  return data.items
    .filter(({ kind }) => hasPage(paths[kind]))
    .map(({ kind, id, number, customerName }) => {
      const entry: FoundEntry = {
        id,
        label: number,
        description: customerName,
        run: () => {
          noteRecent(entry);
          void navigate({ to: paths[kind], params: { id } } as never);
        },
      };
      return entry;
    });
}

function hasPage(wanted: string): boolean {
  return pages.some(({ path }) => (path as string) === wanted);
}
