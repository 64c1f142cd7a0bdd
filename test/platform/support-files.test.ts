/** The files that a support bundle is made of, and where it is kept. */
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { supportFiles } from '../../src/platform/support/files.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { readZip } from '../fixtures/read-zip.js';

const folder = folderOfTest();
const open = () => supportFiles({ dataFolder: folder('data'), projectFolder: folder('program') });
const line = (minute: number) =>
  `{"level":"info","time":"2031-05-05T12:0${minute}:00.000Z","msg":"${minute}"}`;
const log = (name: string, ...minutes: readonly number[]) =>
  writeFileSync(folder(`data/logs/${name}`), minutes.map((minute) => `${line(minute)}\n`).join(''));

beforeEach(() => mkdirSync(folder('data/logs'), { recursive: true }));

test('lines of the log are read over its files since a time, and of too many the newest', () => {
  log('server.jsonl.2', 0, 1);
  log('server.jsonl.1', 2, 3);
  log('server.jsonl', 4);
  const since = new Date('2031-05-05T12:01:00.000Z');
  const all = [1, 2, 3, 4].map(line);
  expect(open().logLines(since, 10_000)).toEqual({ lines: all, isCut: false });
  expect(open().logLines(since, 150)).toEqual({ lines: all.slice(2), isCut: true });
  expect(open().logLines(new Date(0), 10_000).lines).toHaveLength(5);
});

test('a folder without a log has no lines, and a checkout no SBOM', () => {
  expect(open().logLines(new Date(0), 10_000)).toEqual({ lines: [], isCut: false });
  expect(open().billOfMaterials()).toBeUndefined();
  mkdirSync(folder('program'));
  writeFileSync(folder('program/sbom.cdx.json'), '{"bomFormat":"CycloneDX"}');
  expect(open().billOfMaterials()).toEqual({ bomFormat: 'CycloneDX' });
});

test('a bundle is a zip, for its owner only, and written over no other file', async () => {
  const bytes = await open().zip([
    { name: 'one.json', bytes: Buffer.from('{"a":1}\n') },
    { name: 'empty.json', bytes: Buffer.of() },
  ]);
  const path = open().store('support-1.zip', bytes);
  expect([path, statSync(path).mode & 0o777]).toEqual([folder('data/bundles/support-1.zip'), 0o600]);
  expect([...readZip(readFileSync(path))]).toEqual([
    ['one.json', Buffer.from('{"a":1}\n')],
    ['empty.json', Buffer.of()],
  ]);
  expect(() => open().store('support-1.zip', bytes)).toThrow("support-1.zip can't be written (EEXIST)");
  expect(() => open().store(folder('none/x.zip'), bytes)).toThrow('(ENOENT)');
});

test('nothing is left of a bundle that the disk took in part', () => {
  const bytes = Buffer.from('zip');
  let reads = 0;
  Object.defineProperty(bytes, 'byteLength', {
    get() {
      reads += 1;
      if (reads > 1) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return 3;
    },
  });
  expect(() => open().store('support-1.zip', bytes)).toThrow("support-1.zip can't be written (ENOSPC)");
  expect(open().kept()).toEqual([]);
});

test('bundles are listed newest first, and only those that are old are deleted', () => {
  const names = ['support-old.zip', 'support-new.zip', 'mine.zip', 'support-old.txt'];
  for (const name of names) {
    mkdirSync(folder('data/bundles'), { recursive: true });
    writeFileSync(folder(`data/bundles/${name}`), '');
    const at = new Date(name === 'support-new.zip' ? '2031-05-05' : '2031-05-01');
    utimesSync(folder(`data/bundles/${name}`), at, at);
  }
  const [newest, ...others] = open().kept();
  expect(newest).toEqual({ name: 'support-new.zip', createdAt: new Date('2031-05-05'), size: 0 });
  expect(others.map(({ name }) => name)).toEqual(['support-old.zip']);
  expect(open().dropOlder(new Date('2031-05-02'))).toBe(1);
  expect(names.map((name) => existsSync(folder(`data/bundles/${name}`)))).toEqual([false, true, true, true]);
});
