import { Button } from '@mantine/core';
import { useState } from 'react';
import { FILE_ROWS, type Paged } from '../data/use-pages';
import { type Cell, csvOf, saveFile } from '../format/csv';
import { t } from '../messages';
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
    if (!found) return setSaid(t.ui.save.failed);
    const { rows, isWhole } = found;
    saveFile(`${name}.csv`, csvOf(head, rows.map(cells)));
    setSaid(isWhole ? t.ui.save.all(rows.length, `${name}.csv`) : t.ui.save.newest(FILE_ROWS, `${name}.csv`));
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        loading={busy}
        onClick={() => void save()}
      >
        {t.ui.save.button}
      </Button>
      <span className="soft" role="status">
        {said}
      </span>
    </>
  );
}
