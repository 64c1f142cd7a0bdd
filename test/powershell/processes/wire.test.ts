import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { protocol } from '../../../src/powershell/wire/protocol.js';
import { readLines } from '../../../src/powershell/wire/wire.js';

/** What is read of these chunks, and whether it became too long. */
async function read(chunks: readonly Buffer[]): Promise<{ lines: [string, number][]; isTooLong: boolean }> {
  const lines: [string, number][] = [];
  let isTooLong = false;
  const socket = new PassThrough();
  readLines(
    socket as unknown as Socket,
    (line, bytes) => lines.push([line, bytes]),
    () => {
      isTooLong = true;
    },
  );
  for (const chunk of chunks) {
    socket.write(chunk);
    await new Promise(setImmediate);
  }
  return { lines, isTooLong };
}

/** With memory of its own, as the chunks of a pipe have it. */
function own(text: string): Buffer {
  const bytes = Buffer.from(text);
  const chunk = Buffer.alloc(bytes.length);
  bytes.copy(chunk);
  return chunk;
}

test('lines are whole wherever chunks part them, each chunk is given back at once', async () => {
  const emoji = own('🍺"}\nlast');
  const chunks = [own('{"a":1}\n{"b":"Zü'), own('rich '), emoji, own('\n')];
  expect((await read(chunks)).lines).toEqual([
    ['{"a":1}', 7],
    ['{"b":"Zürich 🍺"}', 20],
    ['last', 4],
  ]);
  expect(chunks.map(({ length }) => length)).toEqual([0, 0, 0, 0]);
});

test.each([
  ['in one piece', [own(`${'x'.repeat(protocol.MaximumFrameBytes)}\n`)]],
  ['in pieces', [own('x'.repeat(600_000)), own('x'.repeat(600_000))]],
])(
  'a line that is longer than a frame, %s, is said once and nothing behind it is read',
  async (_how, chunks) => {
    expect(await read([...chunks, own('\nnext\n')])).toEqual({ lines: [], isTooLong: true });
  },
);
