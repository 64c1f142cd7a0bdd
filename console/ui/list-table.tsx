import type { ReactElement, ReactNode } from 'react';

interface CardTableProps {
  /** Words, or whole heads. */
  readonly columns: readonly (string | ReactElement)[];
  readonly caption?: string | undefined;
  readonly className?: string;
  /** Its rows. */
  readonly children: ReactNode;
}

/** On a phone each row is a card. */
export function CardTable({ columns, caption, className = '', children }: CardTableProps) {
  return (
    <table className={`table list cards ${className}`}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>{columns.map((column) => (typeof column === 'string' ? head(column) : column))}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

export function head(word: string, className?: string) {
  return (
    <th key={word} scope="col" className={className}>
      {word}
    </th>
  );
}

interface ListTableProps extends Omit<CardTableProps, 'caption'> {
  readonly title: string;
  /** The title is also shown, above the columns. Default: it is for screen readers alone. */
  readonly isTitled?: boolean;
}

/** A list in a panel of its own. */
export function ListTable({ title, isTitled = false, ...table }: ListTableProps) {
  return (
    <section className="panel panel-table" aria-label={title}>
      <CardTable {...table} caption={isTitled ? title : undefined} />
    </section>
  );
}
