/** Every frame of the wire passes `checkFrame`, whichever way it goes; the shapes are in protocol.ts. */
import { type ScriptValue } from '../../domain/ports/script-runner.js';
import { type Secret } from '../../domain/types/secret.js';
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
  readonly e?: Readonly<Record<string, string | number | Readonly<Record<string, number>>>>;
}
export interface PongFrame {
  readonly t: 'pong';
  readonly id: string;
  readonly mb: number;
}
export type HostFrame = ReadyFrame | OutFrame | EventFrame | DoneFrame | PongFrame;

/** What a call frame carries. */
export interface CallParts {
  readonly id: string;
  readonly script: string;
  readonly parameters: Readonly<Record<string, ScriptValue>>;
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly deadline: number;
  readonly fresh: boolean;
  /** W3C trace context. */
  readonly trace?: string | undefined;
}

/** A line that is no frame of the protocol: the other end can't be trusted any more. Never repeats the line. */
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
  checkFrame('FromHost', frame);
  return frame as HostFrame;
}

/** The line of a call, and behind it its secrets' texts: the only place where these are revealed. Never log it. */
export function callLine(parts: CallParts): string {
  const { id, script, parameters, secrets, deadline, fresh, trace } = parts;
  const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()] as const);
  const lengths = Object.fromEntries(revealed.map(([name, text]) => [name, text.length]));
  const frame = { t: 'call', id, cmd: script, args: parameters, secrets: lengths, deadline, fresh, trace };
  return line(frame) + revealed.map(([, text]) => text).join('');
}

export function cancelLine(id: string): string {
  return line({ t: 'cancel', id });
}

export function pingLine(id: string): string {
  return line({ t: 'ping', id });
}

function line(frame: object): string {
  checkFrame('ToHost', frame);
  return `${JSON.stringify(frame)}\n`;
}

/** Throws FrameError unless the frame is one of that direction, each field of its kind and no field besides. */
function checkFrame(direction: 'ToHost' | 'FromHost', frame: unknown): void {
  if (!isObject(frame)) throw new FrameError('Expected an object.');
  const { t, ...fields } = frame;
  const shapes: Shapes = protocol[direction];
  const shape = typeof t === 'string' && Object.hasOwn(shapes, t) ? shapes[t] : undefined;
  if (!shape) throw new FrameError(`Expected t to be one of ${Object.keys(shapes).join(', ')}.`);
  if (!hasShape(fields, shape) || (t === 'done' && !isConsistent(fields)))
    throw new FrameError(`A frame "${t}" has a wrong, missing or unknown field.`);
}

type Shape = Readonly<Record<string, string>>;
type Shapes = Readonly<Record<string, Shape>>;

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string' && value.length > 0,
  flag: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  count: isCount,
  table: isObject,
  figures: (value) => isObject(value) && Object.values(value).every(Number.isSafeInteger),
  lengths: (value) => isObject(value) && Object.values(value).every(isLength),
  objects: (value) => Array.isArray(value) && value.length <= protocol.MaximumObjectsPerFrame,
  stream: (value) => protocol.Streams.some((stream) => stream === value),
  code: (value) => protocol.DoneCodes.some((code) => code === value),
  event: (value) => isObject(value) && hasShape(value, protocol.Event),
  detail: (value) => isObject(value) && hasShape(value, protocol.Detail),
};

function hasShape(fields: Readonly<Record<string, unknown>>, shape: Shape): boolean {
  for (const name of Object.keys(fields)) if (!Object.hasOwn(shape, name)) return false;
  for (const [name, kind] of Object.entries(shape)) {
    const value = fields[name];
    const isOptional = kind.endsWith('?');
    if (value === undefined && isOptional) continue;
    if (!kinds[isOptional ? kind.slice(0, -1) : kind]?.(value)) return false;
  }
  return true;
}

/** Success has exit code 0 and no code of failure; a failure has one. */
function isConsistent({ ok, exit, code, e }: Readonly<Record<string, unknown>>): boolean {
  return ok ? exit === 0 && code === undefined && e === undefined : code !== undefined;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isLength(value: unknown): boolean {
  return isCount(value) && (value as number) <= protocol.MaximumSecretLength;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
