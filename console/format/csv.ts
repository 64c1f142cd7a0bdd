/** Tables as files for a spreadsheet: RFC 4180, UTF-8 with the mark by which Excel knows it. */
export type Cell = string | number | null | undefined;

/** A row a line, ended as Windows does. */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula is text: it begins with an apostrophe, also behind what another spreadsheet takes for the end of a cell. */
function cellOf(value: Cell): string {
  const text = value === null || value === undefined ? '' : String(value);
  if (typeof value === 'number') return text;
  const harmless = text.replaceAll(/(?:^|[;,\t\r\n])\s*(?=[=+\-@])/g, "$&'");
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Hands the browser a file to keep. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
