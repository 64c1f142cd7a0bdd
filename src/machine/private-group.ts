/** Many systems give each account a group of its own, and let that group write what the account makes (umask 002): nobody else is let in by it. */
import { readFileSync } from 'node:fs';

export interface Accounts {
  /** Lines as /etc/group and /etc/passwd have them. */
  readonly group: string;
  readonly passwd: string;
}

/** Of the owner's name, and nobody else in it; where the machine's own files don't know them (a directory does), of the same number. */
export function isPrivateGroup(group: number, owner: number, accounts = ofThisMachine()): boolean {
  const people = rowsOf(accounts.passwd);
  const [name, , , members = ''] = rowsOf(accounts.group).find(([, , id]) => id === `${group}`) ?? [];
  const [ownerName] = people.find(([, , id]) => id === `${owner}`) ?? [];
  if (name === undefined || ownerName === undefined) return group === owner;
  const others = people.filter(([who, , , primary]) => primary === `${group}` && who !== ownerName);
  const listed = members.split(',').filter((who) => who !== '' && who !== ownerName);
  return name === ownerName && others.length === 0 && listed.length === 0;
}

function rowsOf(text: string): readonly (readonly string[])[] {
  return text.split('\n').map((line) => line.trim().split(':'));
}

function ofThisMachine(): Accounts {
  return { group: textOf('/etc/group'), passwd: textOf('/etc/passwd') };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
