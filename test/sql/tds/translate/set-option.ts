/** SET, of what belongs to the session. */
import type { RunningSession } from '../running-session.js';
import type { Cursor } from './cursor.js';

const switches = [
  'ansi_nulls',
  'ansi_null_dflt_on',
  'ansi_padding',
  'ansi_warnings',
  'arithabort',
  'concat_null_yields_null',
  'cursor_close_on_commit',
  'implicit_transactions',
  'nocount',
  'numeric_roundabort',
  'quoted_identifier',
];
const values = ['datefirst', 'dateformat', 'language', 'textsize', 'deadlock_priority'];
const levels = [
  ['read', 'committed'],
  ['read', 'uncommitted'],
  ['repeatable', 'read'],
  ['serializable'],
  ['snapshot'],
] as const;

export function setOptionAt(cursor: Cursor, session: RunningSession): void {
  if (cursor.skip('transaction', 'isolation', 'level')) {
    if (!levels.some((words) => cursor.skip(...words))) cursor.fail();
    return;
  }
  if (cursor.skip('xact_abort')) {
    session.abortsOnError = isOn(cursor);
    return;
  }
  if (cursor.skip('lock_timeout')) {
    const isNegative = cursor.skipSign('-');
    session.lockTimeoutMs = Number(cursor.take().value) * (isNegative ? -1 : 1);
    return;
  }
  if (switches.some((word) => cursor.skip(word))) {
    isOn(cursor);
    return;
  }
  if (!values.some((word) => cursor.skip(word))) cursor.fail();
  cursor.take();
}

function isOn(cursor: Cursor): boolean {
  if (cursor.skip('on')) return true;
  cursor.word('off');
  return false;
}
