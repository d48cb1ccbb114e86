/** Which columns somebody sees in a list, and in which order: kept in their own record, so that it is the same anywhere. */
import type { ColumnChoice } from '../../components/columns.ts';
import { usePreferences } from './preferences.ts';

/** @param list the name it is kept under; not shown to anybody */
export function useColumnChoice(
  list: string,
): readonly [ColumnChoice | null, (choice: ColumnChoice | null) => void] {
  const [{ columns = {} }, change] = usePreferences();
  const choose = (choice: ColumnChoice | null) => {
    const { [list]: _before, ...others } = columns;
    const next = choice === null ? others : { ...others, [list]: toKept(choice) };
    void change({ columns: next });
  };
  return [columns[list] ?? null, choose];
}

function toKept({ order, hidden }: ColumnChoice) {
  return { order: [...order], hidden: [...hidden] };
}
