/** What someone's editor, or PowerShell's `>`, has written: UTF-8 with a mark or without, or UTF-16 with its own. */

/** The text without its mark. */
export function fileText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  // A decoder leaves the mark out.
  return new TextDecoder(encoding).decode(bytes);
}
