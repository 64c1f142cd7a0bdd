import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { logsCommand, printLogs } from '../../src/cli/logs/logs.js';
import { openLog } from '../../src/platform/logging/log.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const data = folderOfTest();
const printed: string[] = [];
const said: string[] = [];
let context: Parameters<typeof printLogs>[0];

beforeEach(() => {
  for (const texts of [printed, said]) texts.length = 0;
  const to = (texts: string[]) => (text: unknown) => texts.push(String(text)) > 0;
  jest.spyOn(process.stdout, 'write').mockImplementation(to(printed));
  jest.spyOn(process.stderr, 'write').mockImplementation(to(said));
  context = { config: { dataFolder: data() } } as never;
});
afterEach(() => jest.restoreAllMocks());

const lines = () => printed.join('').trimEnd().split('\n');
const file = () => data('logs', 'server.jsonl');
const run = (...words: string[]) =>
  logsCommand(context as never)
    .exitOverride()
    .configureOutput({ writeErr: (text) => void said.push(text) })
    .parseAsync(words, { from: 'user' });

const line = (fields: object) =>
  `${JSON.stringify({ level: 'info', time: '2026-11-29T08:03:00.000Z', ...fields })}\n`;
function writeFiles(files: Readonly<Record<string, string>>): void {
  mkdirSync(data('logs'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(data('logs', name), text);
}

test('prints what the server logs, with its time here, level, message and fields', async () => {
  openLog(data(), 'silent').warn({ code: 'SERVICE_DOWN', err: new Error('it is\naway') }, 'A finding began');
  await run();
  expect(lines()).toEqual([
    expect.stringMatching(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d WARN {2}A finding began: it is away {2}code=SERVICE_DOWN$/,
    ),
  ]);
});

test('names in its help the command for what is not in the log', () => {
  expect(logsCommand(context as never).description()).toMatch(/Get-VenueTimeline .*Windows events/);
});

test('reads the files in order, the newest lines by default', async () => {
  writeFiles({
    'server.jsonl': line({ msg: 'c' }),
    'server.jsonl.1': `${line({ msg: 'b' })}{"cut sho`,
    'server.jsonl.2': line({ msg: 'a' }),
  });
  await run('--json', '--lines', '0');
  expect(lines().map((text) => JSON.parse(text).msg)).toEqual(['a', 'b', 'c']);
  printed.length = 0;
  await run('--json', '--lines', '2');
  expect(lines().map((text) => JSON.parse(text).msg)).toEqual(['b', 'c']);
});

test('prints one operation with the request that began it, or one level and worse', async () => {
  writeFiles({
    'server.jsonl.1': [
      line({ msg: 'request', correlationId: 'c-1' }),
      line({ msg: 'begun', operationId: 'op-1', correlationId: 'c-1' }),
    ].join(''),
    'server.jsonl': [
      line({ msg: 'other', operationId: 'op-2', correlationId: 'c-2' }),
      line({ msg: 'failed', operationId: 'op-1', level: 'error' }),
    ].join(''),
  });
  await run('--operation', 'op-1');
  expect(lines().map((text) => text.split(/ +/)[2])).toEqual(['request', 'begun', 'failed']);
  printed.length = 0;
  await run('--level', 'error');
  expect(lines()).toHaveLength(1);
});

test('prints a time, all of its lines, with the reason of each failure', async () => {
  const start = Math.floor(Date.now() / 60_000) - 180;
  const at = (minute: number) => new Date((start + minute) * 60_000).toISOString();
  const many = Array.from({ length: 300 }, (_, each) => line({ time: at(1 + each / 100), msg: 'many' }));
  const ended = { operationId: 'op-1', kind: 'RESYNC', state: 'FAILED', code: 'CLOUD_UNREACHABLE' };
  writeFiles({
    'server.jsonl.2': line({ time: at(-9), msg: 'old' }),
    'server.jsonl.1': line({ time: at(0), msg: 'before' }),
    'server.jsonl': [
      ...many,
      line({ time: at(5), msg: 'Operation ended', ...ended }),
      line({ time: at(6) }),
    ].join(''),
  });
  await run('--since', at(1), '--until', at(6));
  expect(lines()).toHaveLength(301);
  expect(lines().at(-1)).toContain('Operation ended: swiftpos Cloud cannot be reached.  operationId=op-1');
  printed.length = 0;
  await run('--since', '30m');
  expect(said.join('')).toContain('No line of');
  const local = new Date(Date.parse(at(5)) - new Date(at(5)).getTimezoneOffset() * 60_000).toISOString();
  await run('--since', local.slice(0, 16).replace('T', ' '));
  expect(lines()).toHaveLength(2);
  await expect(run('--since', '23:59', '--until', '24:00')).rejects.toThrow();
});

test.each(['yesterday', '29/11/2026', '2026-13-01T18:03'])(
  'refuses the time %s with what it accepts',
  async (when) => {
    const refused = /Enter 2d, 2h or 30m for .*, a time of day such as 18:03, or .* such as (\S+)\.$/;
    const { message } = await run('--since', when).then(
      () => ({ message: '' }),
      (error: Error) => error,
    );
    const [, example = ''] = refused.exec(message) ?? [];
    expect(example).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    writeFiles({ 'server.jsonl': line({ msg: 'a' }) });
    await run('--until', example);
    expect(lines()).toHaveLength(1);
  },
);

test('names what a finding is', async () => {
  writeFiles({
    'server.jsonl': line({ msg: 'A finding began', code: 'SERVICE_DOWN', severity: 'CRITICAL' }),
  });
  await run();
  expect(lines()[0]).toContain('A finding began: A required service is not running  code=SERVICE_DOWN');
});

test('shows characters that deceive by their number', async () => {
  writeFiles({ 'server.jsonl': line({ msg: 'a\u001b[2Jb' }) });
  await run();
  expect(lines()[0]).toContain('a\\u001b[2Jb');
});

test('says where a log would be that is not there, and that nothing matches', async () => {
  await run();
  expect(said.join('')).toBe(
    `There is no log yet: ${file()} does not exist. The server makes it at its start.\n`,
  );
  said.length = 0;
  writeFiles({ 'server.jsonl': line({ msg: 'fine' }) });
  await run('--level', 'error');
  expect(said.join('')).toBe(`No line of ${file()} matches.\n`);
  expect(printed).toEqual([]);
});

test.each([
  [['--level', 'loud'], /Allowed choices are info, warn, error/],
  [['--operation', 'a b'], /Expected the ID of an operation/],
  [['--lines', 'many'], /Expected a number of lines/],
])('refuses %p', async (words, message) => {
  await expect(run(...words)).rejects.toThrow(message);
});

test('names a log that it may not read, and what to do', async () => {
  mkdirSync(file(), { recursive: true });
  await expect(run()).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    message: expect.stringMatching(/^The log can't be read: EISDIR/),
  });
});

test('follows lines that come, over a file that is turned over, and loses none', async () => {
  writeFiles({ 'server.jsonl': line({ msg: '1' }) });
  let turn = 0;
  const isAgain = async () => {
    turn += 1;
    if (turn === 1) appendFileSync(file(), `${line({ msg: '2' })}{"msg":"3","level":`);
    if (turn === 2) {
      appendFileSync(file(), '"info"}\n');
      renameSync(file(), `${file()}.1`);
    }
    if (turn === 3) writeFiles({ 'server.jsonl': line({ msg: '4' }) });
    return turn < 5;
  };
  await printLogs(context, { follow: true, level: 'info', lines: 10, json: true }, isAgain);
  expect(lines().map((text) => JSON.parse(text).msg)).toEqual(['1', '2', '3', '4']);
});
