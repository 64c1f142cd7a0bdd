import { Button } from '@mantine/core';
import { useState } from 'react';
import { FILE_ROWS, type Paged } from '../data/use-pages';
import { type Cell, csvOf, saveFile } from './csv';
import { IconDownload } from './icons';

interface SaveListProps<Node> {
  readonly paged: Paged<Node>;
  /** Without its ending, e.g. `audit`. */
  readonly name: string;
  readonly head: readonly string[];
  readonly cells: (row: Node) => readonly Cell[];
}

/** Everything that the filters find, as a file for a spreadsheet. */
export function SaveList<Node>({ paged, name, head, cells }: SaveListProps<Node>) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const save = async () => {
    setBusy(true);
    const found = await paged.all();
    setBusy(false);
    if (!found) return setSaid('It could not be read. Nothing was saved.');
    const { rows, isWhole } = found;
    saveFile(`${name}.csv`, csvOf(head, rows.map(cells)));
    setSaid(
      isWhole
        ? `${rows.length === 1 ? '1 row is' : `${rows.length} rows are`} saved as ${name}.csv.`
        : `The newest ${FILE_ROWS} rows are saved as ${name}.csv. Narrow the time for older ones.`,
    );
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        loading={busy}
        onClick={() => void save()}
      >
        Save as CSV
      </Button>
      <span className="soft" role="status">
        {said}
      </span>
    </>
  );
}
