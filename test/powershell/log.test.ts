import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { logSink } from '../../src/powershell/host/log.js';

/** What is logged of these chunks. */
async function linesOf(...chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = [];
  const sink = logSink((line) => lines.push(line));
  for (const chunk of chunks) sink.write(chunk);
  sink.end();
  await once(sink, 'finish');
  return lines;
}

test('each line is logged once, wherever the chunks part it; empty ones and their ends are not', async () => {
  expect(await linesOf('a\nbc', 'd\r\n\n', '  \ne ')).toEqual(['a', 'bcd', 'e']);
});

test('a character that two chunks share is whole', async () => {
  const text = Buffer.from('Zürich 🍺\n');
  expect(await linesOf(text.subarray(0, 2), text.subarray(2, 10), text.subarray(10))).toEqual(['Zürich 🍺']);
});

test.each(['x', 'ü', '€'])('of a long line of %s its first 500 characters are logged', async (character) => {
  expect(await linesOf(character.repeat(70_000), `${character}\nnext\n`)).toEqual([
    character.repeat(500),
    'next',
  ]);
});

test('a chunk of a flood is given back at once, and a text that shares its memory with others is not touched', async () => {
  const alone = Buffer.alloc(65_536, 'x');
  const pool = Buffer.alloc(64, 'y');
  expect(await linesOf(alone, pool.subarray(0, 8), '\n')).toEqual(['x'.repeat(500)]);
  expect([alone.length, pool.toString()]).toEqual([0, 'y'.repeat(64)]);
});
