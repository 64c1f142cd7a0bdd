/** `npm run bench`: its command, and the arithmetic of its tables. The benches themselves are too long and too loud for a test. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { interleave, median, ratioRow, rowOf, tableOf } = await import(
  String(pathToFileURL(resolve('bench', 'measure.mjs')))
);

function bench(...args: string[]) {
  return spawnSync(process.execPath, [resolve('bin', 'bench.mjs'), ...args], { encoding: 'utf8' });
}

test('the command names every bench there is, and no other one', () => {
  const help = bench('--help');
  expect(help.status).toBe(0);
  const names = readdirSync('bench').filter((file) => file.endsWith('.bench.mjs'));
  const all = names.map((file) => file.replace('.bench.mjs', '')).join(', ');
  expect(help.stdout).toContain(all);
  expect(bench().status).toBe(2);
  const unknown = bench('nothing');
  expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining(all)]);
});

test('a slip in the options is said in a sentence, before anything is built', () => {
  expect(bench('hosts', '--help')).toMatchObject({ status: 0, stdout: bench('--help').stdout });
  const slip = (...args: string[]) => {
    const { status, stdout, stderr } = bench('hosts', ...args);
    expect([status, stdout]).toEqual([1, '']);
    return stderr.trim();
  };
  expect(slip('--cuont', '3')).toBe("Unknown option '--cuont'. Known: --rounds N, --json.");
  expect(slip('--rounds', 'x')).toBe('--rounds takes a whole number from 1 on, not "x".');
  expect(slip('5')).toBe("Unexpected argument '5'. Known: --rounds N, --json.");
});

test('a ratio is made inside each round, and its median is held against the goal', () => {
  const taken = { ours: [1, 30, 2], theirs: [10, 100, 4] };
  const row = ratioRow('ours / theirs', taken, ['ours', 'theirs'], { op: '<=', value: 0.3 });
  expect(row).toMatchObject({ value: 0.3, min: 0.1, max: 0.5, rounds: 3, holds: true });
  expect(ratioRow('x', taken, ['ours', 'theirs'], { op: '<=', value: 0.29 }).holds).toBe(false);
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

test('samples are taken there and back, so that a drift touches all of them alike', async () => {
  const order: string[] = [];
  const sample = (name: string) => () => Promise.resolve(order.push(name));
  const taken = await interleave({ a: sample('a'), b: sample('b') }, 3, () => undefined);
  expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(taken).toEqual({ a: [1, 4, 5], b: [2, 3, 6] });
});

test('the table says the goal, and NO where it is not met', () => {
  const table = tableOf([
    rowOf('call / spawn', [1 / 600], { op: '<=', value: 1 / 500 }),
    rowOf('cancel', [70, 60], { op: '<=', value: 50, unit: 'ms' }),
    rowOf('fastest', [2], { op: '<=', value: 1, stretch: true }),
  ]);
  expect(table.split('\n').map((line: string) => line.split('|').map((cell) => cell.trim()))).toEqual([
    ['', 'row', 'goal', 'median', 'min - max', 'met', '', ''],
    expect.any(Array),
    ['', 'call / spawn', '<= 1/500', '1/600', '', 'yes', '', ''],
    ['', 'cancel', '<= 50 ms', '65 ms', '60 ms - 70 ms', 'NO', '', ''],
    ['', 'fastest', '<= 1', '2', '', 'no, a stretch', '', ''],
  ]);
});

test('a load counts only when every answer has the same bytes', async () => {
  const { load } = await import(String(pathToFileURL(resolve('bench', 'graphql', 'load.mjs'))));
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end(asked === 50 ? '{"data":null,"errors":[]}' : '{"data":{"a":1}}\n');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  const ask = (count: number) =>
    load({ port, query: '{ a }', body: '{"data":{"a":1}}', count, connections: 3 });
  expect(await ask(40)).toBeGreaterThan(0);
  expect(asked).toBe(40);
  await expect(ask(40)).rejects.toThrow('received 200 {"data":null,"errors":[]}');
  server.closeAllConnections();
  server.close();
});
