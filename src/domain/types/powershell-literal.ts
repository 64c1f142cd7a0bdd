/** What a person is shown to type: a text as PowerShell takes it literally, and how a script of ours is run by hand. */

/** A single-quoted literal knows no escapes but its own quote doubled; PowerShell takes typographic quotes for quotes too. */
export function quote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/**
 * By Windows' own PowerShell, which every Windows has: the archive's pwsh.exe starts only where something names the .NET beside it (DOTNET_ROOT),
 * as venue-control.cmd and the service do.
 */
export const RUN_SCRIPT = 'powershell -NoProfile -ExecutionPolicy Bypass -File';
