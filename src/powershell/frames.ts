/** Every frame of the wire passes here, once: what the host sends is checked, what we send is made. */
import { type ScriptValue } from '../operations/ports/script-runner.js';
import { type Secret } from '../operations/secret.js';
import { protocol } from './protocol.js';

export interface ReadyFrame {
  readonly t: 'ready';
  readonly v: number;
  readonly pid: number;
  readonly ps: string;
  readonly edition: string;
  readonly token: string;
}
export interface OutFrame {
  readonly t: 'out';
  readonly id: string;
  readonly v: readonly unknown[];
}
export interface EventFrame {
  readonly t: 'ev';
  readonly id: string;
  readonly s: (typeof protocol.Streams)[number];
  readonly m: { readonly message: string; readonly percent?: number; readonly fqid?: string };
}
export interface DoneFrame {
  readonly t: 'done';
  readonly id: string;
  readonly ok: boolean;
  /** How many objects were written. */
  readonly n: number;
  readonly exit: number;
  readonly code?: (typeof protocol.DoneCodes)[number];
  readonly e?: Readonly<Record<string, string | number>>;
}
export interface PongFrame {
  readonly t: 'pong';
  readonly id: string;
}
export type HostFrame = ReadyFrame | OutFrame | EventFrame | DoneFrame | PongFrame;

/** A line that is no frame of the protocol: the host can't be trusted any more. Never repeats the line. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** One line from a host, newline removed -> a frame; throws FrameError. */
export function readFrame(line: string): HostFrame {
  let frame: unknown;
  try {
    frame = JSON.parse(line);
  } catch {
    throw new FrameError('Expected one JSON object a line, received something else.');
  }
  if (!isObject(frame)) throw new FrameError('Expected an object.');
  switch (frame['t']) {
    case 'ready':
      need(Number.isInteger(frame['v']) && isPid(frame['pid']), 'ready');
      need(isText(frame['ps']) && isText(frame['edition']) && isText(frame['token']), 'ready');
      break;
    case 'out':
      need(isText(frame['id']) && Array.isArray(frame['v']), 'out');
      need((frame['v'] as unknown[]).length <= protocol.MaximumObjectsPerFrame, 'out');
      break;
    case 'ev':
      need(isText(frame['id']) && isOneOf(frame['s'], protocol.Streams) && isEventBody(frame['m']), 'ev');
      break;
    case 'done':
      need(isText(frame['id']) && typeof frame['ok'] === 'boolean', 'done');
      need(isCount(frame['n']) && Number.isInteger(frame['exit']), 'done');
      need(frame['ok'] ? frame['code'] === undefined : isOneOf(frame['code'], protocol.DoneCodes), 'done');
      need(!(frame['ok'] && frame['exit'] !== 0), 'done');
      need(frame['e'] === undefined || isErrorBody(frame['e']), 'done');
      break;
    case 'pong':
      need(isText(frame['id']), 'pong');
      break;
    default:
      throw new FrameError(`Expected t to be one of ${protocol.FromHost.join(', ')}.`);
  }
  return frame as unknown as HostFrame;
}

/** The line of a call; the only place where secrets are revealed. Never log it. */
export function callLine(
  id: string,
  script: string,
  parameters: Readonly<Record<string, ScriptValue>>,
  secrets: Readonly<Record<string, Secret>>,
  deadline: number,
): string {
  const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]);
  return `${JSON.stringify({ t: 'call', id, cmd: script, args: parameters, secrets: Object.fromEntries(revealed), deadline })}\n`;
}

export function cancelLine(id: string): string {
  return `${JSON.stringify({ t: 'cancel', id })}\n`;
}

export function pingLine(id: string): string {
  return `${JSON.stringify({ t: 'ping', id })}\n`;
}

function need(holds: boolean, kind: string): void {
  if (!holds) throw new FrameError(`A frame "${kind}" has a wrong or missing field.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPid(value: unknown): boolean {
  return isCount(value) && (value as number) > 1;
}

function isOneOf(value: unknown, known: readonly string[]): boolean {
  return typeof value === 'string' && known.includes(value);
}

function isEventBody(value: unknown): boolean {
  if (!isObject(value) || typeof value['message'] !== 'string') return false;
  const { percent, fqid } = value;
  return (
    (percent === undefined || Number.isInteger(percent)) && (fqid === undefined || typeof fqid === 'string')
  );
}

function isErrorBody(value: unknown): boolean {
  if (!isObject(value) || typeof value['message'] !== 'string') return false;
  return Object.values(value).every((entry) => typeof entry === 'string' || typeof entry === 'number');
}
