import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { jest } from '@jest/globals';
import { openLog } from '../../src/platform/logging/log.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

let file: string;
const data = folderOfTest();
beforeEach(() => {
  file = data('logs', 'server.jsonl');
});

const lines = () =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('each line is JSON with its ISO time, level by name, facts and message, and there when the call returns', () => {
  openLog(data(), 'silent').warn({ port: 4280 }, 'The port is taken');
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(lines()).toEqual([{ level: 'warn', time, port: 4280, msg: 'The port is taken' }]);
});

test('the file has info and above, whatever the console shows', () => {
  const log = openLog(data(), 'silent');
  log.debug({}, 'debug');
  log.info({}, 'info');
  log.warn({}, 'warn');
  log.error({}, 'error');
  expect(lines().map(({ msg }) => msg)).toEqual(['info', 'warn', 'error']);
});

test('an error keeps its stack and its cause', () => {
  const cause = new Error('the disk is full');
  openLog(data(), 'silent').error({ err: new Error('not stored', { cause }) }, 'It failed');
  const [{ err }] = lines();
  expect(err.message).toBe('not stored: the disk is full');
  expect(err.stack).toContain('caused by: Error: the disk is full');
});

test('a next life writes on, until the file has grown past 10 MB: then it becomes .1', () => {
  openLog(data(), 'silent').info({}, 'first life');
  openLog(data(), 'silent').info({}, 'second life');
  expect(lines().map(({ msg }) => msg)).toEqual(['first life', 'second life']);
  expect(existsSync(`${file}.1`)).toBe(false);
  writeFileSync(file, Buffer.alloc(10 * 1024 * 1024 + 1, 'x'));
  writeFileSync(`${file}.1`, 'older');
  openLog(data(), 'silent').info({}, 'third life');
  expect(lines().map(({ msg }) => msg)).toEqual(['third life']);
  expect(statSync(`${file}.1`).size).toBe(10 * 1024 * 1024 + 1);
  expect(readFileSync(`${file}.2`, 'utf8')).toBe('older');
});

test('turns over while it runs: no line is lost, and no more than six files of 10 MB are kept', async () => {
  const log = openLog(data(), 'silent');
  const text = 'x'.repeat(500_000);
  for (let line = 0; line < 150; line += 1) log.info({ line, text }, 'long');
  const files = readdirSync(data('logs'));
  expect(files.sort()).toEqual([
    'server.jsonl',
    ...[1, 2, 3, 4, 5].map((number) => `server.jsonl.${number}`),
  ]);
  for (const name of files) expect(statSync(data('logs', name)).size).toBeLessThan(10.6 * 1024 * 1024);
  const numbers = [5, 4, 3, 2, 1, 0].flatMap((number) =>
    readFileSync(number === 0 ? file : `${file}.${number}`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).line as number),
  );
  const first = numbers[0] ?? 0;
  expect(numbers).toEqual(Array.from({ length: 150 - first }, (_, index) => first + index));
  expect(numbers.length).toBeGreaterThan(100);
});

test('a full disk ends no one, and is said once', () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  mkdirSync(data('logs'));
  symlinkSync('/dev/full', file);
  const log = openLog(data(), 'silent');
  for (let line = 0; line < 5; line += 1) expect(() => log.error({ line }, 'no room')).not.toThrow();
  expect(said.mock.calls.flat().filter((text) => String(text).includes('ENOSPC'))).toHaveLength(1);
  said.mockRestore();
});

test('a folder that is none keeps no one from starting', () => {
  writeFileSync(data('logs'), 'a file');
  expect(() => openLog(data(), 'silent').error({}, 'not reported')).not.toThrow();
});

test("only the server's user may look into the folder of the log", () => {
  openLog(data(), 'silent');
  expect((statSync(data('logs')).mode & 0o777).toString(8)).toBe('700');
});
