/**
 * The external anchor of the audit's head: a file outside the data folder, one JSON object a line, which is only ever appended to.
 * A line has sequence, hash, at, stateId and hmac; `hmac` is HMAC-SHA-256 in lower-case hex, under the key for `audit`, over the canonical JSON
 * (RFC 8785) of the other four.
 */
import { type FileHandle, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Anchor, AnchorLine } from '../../domain/ports/audit-anchors.js';
import type { Keys } from '../../domain/ports/machine.js';
import { canonicalJson } from '../../domain/types/canonical-json.js';

/** About 10,000 lines: a week of minutes. */
const COMPACT_BYTES = 2_500_000;
/** Lines of the newest days are all kept; of older days the last one. */
const ALL_KEPT_MS = 2 * 86_400_000;
const DAY = 'YYYY-MM-DD'.length;

export interface AnchorFileParts {
  readonly file: string;
  readonly stateId: string;
  keys(): Keys;
}

interface Line {
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
  readonly stateId: string;
  readonly hmac: string;
}

export async function appendAnchor(parts: AnchorFileParts, { sequence, hash, at }: Anchor): Promise<void> {
  const fields = { sequence, hash, at: at.toISOString(), stateId: parts.stateId };
  const line = `${JSON.stringify({ ...fields, hmac: signatureOf(fields, parts.keys()) })}\n`;
  const file = await open(parts.file, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } =
      size === 0 ? { buffer: Buffer.from('\n') } : await file.read(Buffer.alloc(1), 0, 1, size - 1);
    // Behind a line that a power cut tore, this one begins again.
    await file.appendFile(buffer.toString() === '\n' ? line : `\n${line}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** None where there is no file yet. */
export async function* readAnchors(parts: AnchorFileParts): AsyncIterable<AnchorLine> {
  let number = 0;
  for await (const text of linesOf(parts.file)) {
    number += 1;
    const line = parse(text);
    if (!line) yield { kind: 'torn' };
    else if (line.stateId !== parts.stateId) yield { kind: 'other' };
    else if (line.hmac !== signatureOf(line, parts.keys())) yield { kind: 'forged', line: number };
    else
      yield { kind: 'anchor', anchor: { sequence: line.sequence, hash: line.hash, at: new Date(line.at) } };
  }
}

/**
 * Once it has grown large: of each day but the last two, and of each state, the last line is kept; no line is changed. Written beside and
 * renamed, so that it is there whole at every moment; where that isn't allowed (a place that can only be appended to) it grows on.
 */
export async function compactAnchors({ file }: Pick<AnchorFileParts, 'file'>, now: Date): Promise<void> {
  if ((await stat(file)).size < COMPACT_BYTES) return;
  const kept = new Map<string, string>();
  const recent = new Date(now.getTime() - ALL_KEPT_MS).toISOString();
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    const line = parse(text);
    const slot = line && line.at < recent ? `${line.stateId} ${line.at.slice(0, DAY)}` : String(number);
    kept.delete(slot);
    kept.set(slot, text);
  }
  const beside = `${file}.${process.pid}.new`;
  try {
    await writeFile(beside, `${[...kept.values()].join('\n')}\n`, { mode: 0o600, flush: true });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

function signatureOf({ sequence, hash, at, stateId }: Omit<Line, 'hmac'>, keys: Keys): string {
  return keys.hmac('audit', canonicalJson({ sequence, hash, at, stateId }));
}

function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const { sequence, hash, at, stateId, hmac } = line ?? {};
    const isWhole =
      Number.isSafeInteger(sequence) && [hash, at, stateId, hmac].every((value) => typeof value === 'string');
    return isWhole ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

async function* linesOf(name: string): AsyncIterable<string> {
  let file: FileHandle;
  try {
    file = await open(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for await (const text of file.readLines()) if (text !== '') yield text;
}
