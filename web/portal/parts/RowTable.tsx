/** A plain table that scrolls in its own box on a narrow phone. */
import type { ReactNode } from 'react';
import { ScrollBox } from '../../components/ScrollBox.tsx';

type Props = {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
};

export function RowTable({ name, headings, rows }: Props): ReactNode {
  return (
    <ScrollBox name={name}>
      <table className="portal-table">
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                // The columns of a row never move.
                // oxlint-disable-next-line no-array-index-key
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
