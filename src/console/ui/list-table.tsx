import type { ReactNode } from 'react';

interface ListTableProps {
  readonly title: string;
  /** The title is also shown, above the columns. Default: it is for screen readers alone. */
  readonly isTitled?: boolean;
  readonly columns: readonly string[];
  readonly className?: string;
  /** Its rows. */
  readonly children: ReactNode;
}

/** A list in a panel of its own; on a phone each row is a card. */
export function ListTable({ title, isTitled = false, columns, className = '', children }: ListTableProps) {
  return (
    <section className="panel panel-table" aria-label={title}>
      <table className={`table list cards ${className}`}>
        {isTitled && <caption>{title}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
