import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../src/machine/log.js';

let data: string;
let file: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'venue-control-log-'));
  file = join(data, 'logs', 'server.jsonl');
});
afterEach(() => rmSync(data, { recursive: true }));

const lines = () =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('each line is JSON with its time, level, facts and message, and there when the call returns', () => {
  openLog(data, 'silent').warn({ port: 4280 }, 'The port is taken');
  expect(lines()).toEqual([{ level: 40, time: expect.any(Number), port: 4280, msg: 'The port is taken' }]);
});

test('the file has info and above, whatever the console shows', () => {
  const log = openLog(data, 'silent');
  log.debug({}, 'debug');
  log.info({}, 'info');
  log.warn({}, 'warn');
  log.error({}, 'error');
  expect(lines().map(({ msg }) => msg)).toEqual(['info', 'warn', 'error']);
});

test('an error keeps its stack and its cause', () => {
  const cause = new Error('the disk is full');
  openLog(data, 'silent').error({ err: new Error('not stored', { cause }) }, 'It failed');
  const [{ err }] = lines();
  expect(err.message).toBe('not stored: the disk is full');
  expect(err.stack).toContain('caused by: Error: the disk is full');
});

test('a next life writes on, until the file has grown past 10 MB: then it is kept once as .1', () => {
  openLog(data, 'silent').info({}, 'first life');
  openLog(data, 'silent').info({}, 'second life');
  expect(lines().map(({ msg }) => msg)).toEqual(['first life', 'second life']);
  expect(existsSync(`${file}.1`)).toBe(false);
  writeFileSync(file, Buffer.alloc(10 * 1024 * 1024 + 1, 'x'));
  writeFileSync(`${file}.1`, 'older');
  openLog(data, 'silent').info({}, 'third life');
  expect(lines().map(({ msg }) => msg)).toEqual(['third life']);
  expect(statSync(`${file}.1`).size).toBe(10 * 1024 * 1024 + 1);
});

test("only the server's user may look into the folder of the log", () => {
  openLog(data, 'silent');
  expect((statSync(join(data, 'logs')).mode & 0o777).toString(8)).toBe('700');
});
