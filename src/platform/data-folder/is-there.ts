import { statSync } from 'node:fs';

/** False only for what isn't there. Throws, with what to do, where that can't be known: what can't be seen must not count as missing. */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(
      `Whether ${path} exists can't be read (${code}). Give the server's account read permission on its folder.`,
      { cause },
    );
  }
}
