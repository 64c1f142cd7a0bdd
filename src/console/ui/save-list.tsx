import { Button } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../data/contexts';
import { FILE_ROWS, type Paged } from '../data/use-pages';
import { type Cell, csvOf, saveFile } from '../format/csv';
import { sortable } from '../format/format';
import { t } from '../messages';
import { IconDownload } from './icons';

interface SaveListProps<Node> {
  readonly paged: Paged<Node>;
  /** Without its ending, e.g. `audit`. */
  readonly name: string;
  /** Names of the columns; those of times name the venue's zone. */
  readonly head: (zone: string) => readonly string[];
  readonly cells: (row: Node, at: (moment: string) => string) => readonly Cell[];
}

/** Everything that the filters find, as a file for a spreadsheet. */
export function SaveList<Node>({ paged, name, head, cells }: SaveListProps<Node>) {
  const { timeZone } = useVenue();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const save = async () => {
    setBusy(true);
    const found = await paged.all();
    setBusy(false);
    if (!found) return setSaid(t.ui.save.failed);
    const { rows, isWhole } = found;
    saveFile(
      `${name}.csv`,
      csvOf(
        head(timeZone),
        rows.map((row) => cells(row, (moment) => sortable(moment, timeZone))),
      ),
    );
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
