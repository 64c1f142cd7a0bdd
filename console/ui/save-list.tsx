import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useVenue } from '../data/contexts';
import { FILE_ROWS, type Paged } from '../data/use-pages';
import { type Cell, csvOf, saveFile } from '../format/csv';
import { sortable } from '../format/format';
import { t } from '../messages';
import { IconDownload } from './icons';
import { PrintButton } from './print-head';

interface SaveListProps<Node> {
  readonly paged: Paged<Node>;
  /** Without its ending, e.g. `audit`. */
  readonly name: string;
  /** Names of the columns; those of times name the venue's zone. */
  readonly head: (zone: string) => readonly string[];
  readonly cells: (row: Node, at: (moment: string) => string) => readonly Cell[];
}

interface ListFootProps<Node> extends SaveListProps<Node> {
  /** Default: it is not. */
  readonly isPrinted?: boolean;
  readonly children?: ReactNode;
}

/** Beneath a list: its next page, and what can be done with all of it. */
export function ListFoot<Node>({ isPrinted = false, children, ...list }: ListFootProps<Node>) {
  const { paged } = list;
  return (
    <div className="line-mark wrap no-print">
      {paged.hasMore && (
        <Button variant="default" loading={paged.loading} onClick={paged.showMore}>
          {t.lists.showMore}
        </Button>
      )}
      {isPrinted && <PrintButton paged={paged} />}
      <SaveList {...list} />
      {children}
    </div>
  );
}

/** Everything that the filters find, as a file for a spreadsheet. */
function SaveList<Node>({ paged, name, head, cells }: SaveListProps<Node>) {
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
