/** What someone may do to a trail who has the database and not the key. Each answers the first row that isn't what was written. */
import type { DatabaseSync } from 'node:sqlite';
import type { Chance } from '../shared/seeded.js';

export interface Trail {
  readonly raw: DatabaseSync;
  readonly rows: number;
  /** Numbers of the anchored rows, smallest first. */
  readonly anchored: readonly number[];
  readonly chance: Chance;
}

const COLUMNS =
  'at clerk_id clerk_name action target outcome reason correlation_id detail run_as client plan_fingerprint before_state after_state previous_hash hash'.split(
    ' ',
  );
const NULLABLE = 'clerk_id target reason detail run_as client before_state after_state'.split(' ');

/** One character of one field, or all of it. */
export function flip({ raw, rows, chance }: Trail): number {
  const row = whole(chance, 1, rows + 1);
  const column = chance.pick(COLUMNS);
  const before = raw.prepare(`SELECT ${column} AS value FROM audit WHERE sequence = ?`).get(row)?.['value'];
  const isTaken = typeof before === 'string' && NULLABLE.includes(column) && chance.between(0, 4) < 1;
  const after = typeof before !== 'string' ? '{}' : isTaken ? null : otherText(before, chance);
  raw.prepare(`UPDATE audit SET ${column} = ? WHERE sequence = ?`).run(after, row);
  return row;
}

/** With the gap left, or closed; with the head as it was, or as it should be then. */
export function deleteRow({ raw, rows, chance }: Trail): number {
  const row = whole(chance, 1, rows);
  raw.prepare('DELETE FROM audit WHERE sequence = ?').run(row);
  if (chance.between(0, 2) < 1) {
    for (let next = row + 1; next <= rows; next += 1) renumber(raw, next, next - 1);
    if (chance.between(0, 2) < 1) raw.exec('UPDATE audit_head SET sequence = sequence - 1');
  }
  return row;
}

/** One that resembles any other, chained to the row before it; all behind it move up. */
export function insertRow({ raw, rows, chance }: Trail): number {
  const row = whole(chance, 1, rows + 2);
  for (let next = rows; next >= row; next -= 1) renumber(raw, next, next + 1);
  const names = COLUMNS.join(', ');
  const like = row > rows ? rows : row + 1;
  raw.exec(
    `INSERT INTO audit (sequence, ${names}) SELECT ${row}, ${names} FROM audit WHERE sequence = ${like}`,
  );
  const hash = [...'0123456789abcdef'].map((digit) => digit.repeat(4)).join('');
  raw
    .prepare(
      `UPDATE audit SET reason = 'Put there', hash = '${hash}', previous_hash =
        coalesce((SELECT hash FROM audit WHERE sequence = ${row} - 1), previous_hash) WHERE sequence = ?`,
    )
    .run(row);
  raw.exec('UPDATE audit_head SET sequence = sequence + 1');
  if (row > rows) raw.exec(`UPDATE audit_head SET hash = '${hash}'`);
  return row;
}

/** Two rows change places, with their hashes or without. */
export function swap({ raw, rows, chance }: Trail): number {
  const [one = 1, other = 2] = chance
    .shuffled(Array.from({ length: rows }, (_, index) => index + 1))
    .slice(0, 2)
    .sort((a, b) => a - b);
  renumber(raw, one, rows + 99);
  renumber(raw, other, one);
  renumber(raw, rows + 99, other);
  if (chance.between(0, 2) < 1) {
    const chain = (row: number) =>
      raw.prepare('SELECT previous_hash, hash FROM audit WHERE sequence = ?').get(row) ?? {};
    const [mine, theirs] = [chain(one), chain(other)];
    const put = raw.prepare('UPDATE audit SET previous_hash = ?, hash = ? WHERE sequence = ?');
    put.run(theirs['previous_hash'] ?? '', theirs['hash'] ?? '', one);
    put.run(mine['previous_hash'] ?? '', mine['hash'] ?? '', other);
  }
  return one;
}

/** The tail, behind an anchor, with a head that fits. */
export function cut({ raw, anchored, chance }: Trail): number {
  const kept = whole(chance, 0, anchored.at(-1) ?? 1);
  raw.prepare('DELETE FROM audit WHERE sequence > ?').run(kept);
  raw
    .prepare(
      `UPDATE audit_head SET sequence = ?1, hash = coalesce((SELECT hash FROM audit WHERE sequence = ?1), '${'0'.repeat(64)}')`,
    )
    .run(kept);
  return kept + 1;
}

function renumber(raw: DatabaseSync, from: number, to: number): void {
  raw.prepare('UPDATE audit SET sequence = ? WHERE sequence = ?').run(to, from);
}

function otherText(text: string, chance: Chance): string {
  const at = whole(chance, 0, text.length);
  const code = text.charCodeAt(at) ^ (1 << whole(chance, 0, 6));
  // Half of a pair would be stored as another character, or none.
  const flipped = code >= 0xd800 && code < 0xe000 ? 0x21 : code;
  return `${text.slice(0, at)}${String.fromCharCode(flipped)}${text.slice(at + 1)}`;
}

function whole(chance: Chance, low: number, high: number): number {
  return Math.floor(chance.between(low, high));
}
