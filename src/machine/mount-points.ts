/** Where disks, shares and folders of elsewhere are mounted, by the kernel's own list. */
import { readFileSync } from 'node:fs';

/** As proc(5) has them, its octal escapes undone. Throws where there is no list, or it can't be read. */
export function mountPoints(list = ofThisMachine()): readonly string[] {
  return list
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => unescaped(line.split(' ')[4] ?? ''));
}

/** A blank would end the field. */
function unescaped(field: string): string {
  return field.replaceAll(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

function ofThisMachine(): string {
  if (process.platform !== 'linux') throw new Error(`${process.platform} has no list of what is mounted.`);
  return readFileSync('/proc/self/mountinfo', 'utf8');
}
