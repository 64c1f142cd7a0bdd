/** A text as PowerShell takes it literally, for a command that a person is shown. */

/** A single-quoted literal knows no escapes but its own quote doubled; PowerShell takes typographic quotes for quotes too. */
export function quote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
