/** Cursors of the timeline: opaque to callers, and inside how far each of its sources was read. */
import type { TimelinePosition } from '../../domain/history/timeline.js';
import { notACursor } from '../schema/connections.js';

const NUMBER = '[0-9]{1,15}';
const ID = '[A-Za-z0-9][A-Za-z0-9._:-]{0,99}';
const RECORD = '[0-9]{1,19}(?:-[0-9]{1,3}-[0-9]{1,19})?';
const WRITTEN = new RegExp(
  `^timeline (?:(${NUMBER}) (${NUMBER}))?;(?:(${NUMBER}) (${ID}))?;(${NUMBER})?;(${NUMBER})?;(${RECORD})?;(?:(${NUMBER}) (${ID}))?$`,
);

export function writeTimelineCursor({
  history,
  operation,
  audit,
  setting,
  eventLog,
  eventLine,
}: TimelinePosition): string {
  const parts = [
    history ? `${history.beganAt.getTime()} ${history.id}` : '',
    operation ? `${operation.createdAt.getTime()} ${operation.id}` : '',
    audit ?? '',
    setting ?? '',
    eventLog ?? '',
    eventLine ? `${eventLine.from.getTime()} ${eventLine.id}` : '',
  ];
  return Buffer.from(`timeline ${parts.join(';')}`).toString('base64url');
}

/** Undefined for none; BAD_USER_INPUT for anything that no page has given. */
export function readTimelineCursor(cursor: string | null | undefined): TimelinePosition | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const found = WRITTEN.exec(Buffer.from(cursor, 'base64url').toString());
  if (!found) throw notACursor();
  const [, beganAt, id, createdAt, operationId, audit, setting, eventLog, lineAt, line] = found;
  const position: TimelinePosition = {
    ...(beganAt && id ? { history: { beganAt: new Date(Number(beganAt)), id: Number(id) } } : {}),
    ...(createdAt && operationId
      ? { operation: { createdAt: new Date(Number(createdAt)), id: operationId } }
      : {}),
    ...(audit ? { audit: Number(audit) } : {}),
    ...(setting ? { setting: Number(setting) } : {}),
    ...(eventLog ? { eventLog } : {}),
    ...(lineAt && line ? { eventLine: { from: new Date(Number(lineAt)), id: line } } : {}),
  };
  if (writeTimelineCursor(position) !== cursor) throw notACursor();
  return position;
}
