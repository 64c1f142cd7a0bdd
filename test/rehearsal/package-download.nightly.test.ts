/** A package of any size, by the catalogue's own script in a real PowerShell: onto the disk piece by piece, and on from where it broke off. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptEvent } from '../../src/domain/ports/script-runner.js';
import { folderOfFile } from '../fixtures/folder-of-test.js';
import { makePool, projectFolder } from '../powershell/processes/pool-under-test.js';
import { dripping, losing, PackageServer, plain, silentAfter } from './package-server.js';

const MB = 1_048_576;
const version = '10.58.0';
const folder = folderOfFile();
let cloud: PackageServer;
beforeAll(async () => {
  cloud = await new PackageServer(folder()).start();
});
afterAll(async () => {
  await cloud.stop();
});

const KEPT = [`cloud-sync-${version}.pkg`, `cloud-sync-${version}.pkg.json`];
const part = () => join(cloud.packages, `cloud-sync-${version}.pkg.part`);

test('continues from where the connection was lost', async () => {
  cloud.begin(randomBytes(3 * MB), losing(MB + 17));
  const first = await cloud.download();
  expect(first).toMatchObject({
    result: 'PACKAGE_TRUNCATED',
    kept: MB + 17,
    said: expect.stringMatching(
      /1 MiB of 3 MiB.*The partial file is kept, and the next download resumes there\./,
    ),
  });
  expect(statSync(part()).size).toBe(MB + 17);
  expect(await cloud.download()).toMatchObject({ result: version });
  expect(cloud.asked).toEqual(['all', `bytes=${MB + 17}-`]);
  expect([cloud.isWhole(), cloud.kept()]).toEqual([true, KEPT]);
  // Here already, and whole.
  expect(await cloud.download()).toMatchObject({ result: version });
  expect(cloud.asked.length).toBe(2);
});

test('continues from where it was when its process was killed', async () => {
  cloud.begin(randomBytes(4 * MB), dripping(256 * 1024, 100));
  await cloud.download({
    onStart: (child) => {
      const timer = setInterval(() => {
        if (!existsSync(part()) || statSync(part()).size < MB) return;
        clearInterval(timer);
        child.kill('SIGKILL');
      }, 20);
    },
  });
  const { size } = statSync(part());
  expect(size).toBeGreaterThanOrEqual(MB);
  expect(await cloud.download()).toMatchObject({ result: version });
  expect(cloud.asked).toEqual(['all', `bytes=${size}-`]);
  expect([cloud.isWhole(), cloud.kept()]).toEqual([true, KEPT]);
});

test('each break says what was kept of what came before it, and begun again is not further', async () => {
  cloud.begin(randomBytes(4 * MB), losing(2 * MB), losing(MB), losing(MB), losing(MB / 2));
  const kept = async () => (await cloud.download()).kept;
  expect([await kept(), await kept()]).toEqual([2 * MB, MB]);
  // Another file is another download.
  cloud.bytes = randomBytes(4 * MB);
  expect([await kept(), await kept()]).toEqual([MB, MB / 2]);
  const uninterruptible = losing(MB, { ranges: false, tags: false });
  cloud.begin(randomBytes(2 * MB), uninterruptible, uninterruptible);
  expect([await kept(), await kept()]).toEqual([0, 0]);
});

test('begins again where the file was changed in between, and where the cloud knows no ranges', async () => {
  cloud.begin(randomBytes(2 * MB), losing(MB));
  await cloud.download();
  cloud.bytes = randomBytes(2 * MB);
  expect(await cloud.download()).toMatchObject({ result: version });
  expect([cloud.asked, cloud.isWhole()]).toEqual([['all', 'all'], true]);

  cloud.begin(randomBytes(2 * MB), losing(MB), plain);
  await cloud.download();
  expect(await cloud.download()).toMatchObject({
    result: version,
    said: expect.stringContaining('from the beginning'),
  });
  expect([cloud.asked, cloud.isWhole()]).toEqual([['all', `bytes=${MB}-`], true]);
});

test.each([
  ['neither tags nor ranges', losing(MB, { ranges: false, tags: false })],
  ['tags and no ranges', losing(MB, { ranges: false, tags: true })],
])('says that a cloud which knows %s begins again after a break', async (_, manner) => {
  cloud.begin(randomBytes(2 * MB), losing(MB), manner);
  await cloud.download();
  const { said } = await cloud.download();
  expect(said).toMatch(
    /1 MiB of 2 MiB.*can't resume there, so the next download starts from the beginning\./,
  );
  expect(said).not.toContain('The partial file is kept');
});

test('a part that was spoilt on the disk is thrown away, and the whole comes again', async () => {
  cloud.begin(randomBytes(2 * MB), losing(MB));
  await cloud.download();
  writeFileSync(part(), Buffer.alloc(MB));
  expect(await cloud.download()).toMatchObject({
    result: version,
    said: expect.stringContaining('is invalid'),
  });
  expect([cloud.asked, cloud.isWhole()]).toEqual([['all', `bytes=${MB}-`, 'all'], true]);
});

test.each(['{}', '[1]', '{"sha256":"MINE"}', '{"sha256":{},"etag":[]}', '{"sha256'])(
  'begins again where what a part is of was written by no one: %j',
  async (text) => {
    cloud.begin(randomBytes(MB));
    mkdirSync(cloud.packages, { recursive: true });
    writeFileSync(part(), 'of something');
    const sum = createHash('sha256').update(cloud.bytes).digest('hex');
    writeFileSync(`${part()}.json`, text.replace('MINE', sum));
    expect(await cloud.download()).toMatchObject({ result: version });
    expect([cloud.asked, cloud.isWhole(), cloud.kept()]).toEqual([['all'], true, KEPT]);
  },
);

test('a file that someone else has open is shown as such, and is there for the next try', async () => {
  const hold = (file: string) => `$script:held = [IO.File]::Open('${file}', 'Open', 'ReadWrite', 'None')`;
  cloud.begin(randomBytes(2 * MB), losing(MB));
  await cloud.download();
  // By this name it is known as a file's trouble, and waited for.
  expect(await cloud.download({ before: hold(part()) })).toMatchObject({ result: 'IOException' });
  expect(await cloud.download()).toMatchObject({ result: version });
  expect([cloud.asked, cloud.isWhole()]).toEqual([['all', `bytes=${MB}-`], true]);
  const whole = part().replace(/\.part$/, '');
  expect(await cloud.download({ before: hold(whole) })).toMatchObject({ result: 'IOException' });
  expect(await cloud.download()).toMatchObject({ result: version });
});

test('what has another checksum or size is refused and removed', async () => {
  cloud.begin(randomBytes(MB));
  cloud.stated = randomBytes(MB);
  expect(await cloud.download()).toMatchObject({ result: 'PACKAGE_CHECKSUM_WRONG' });
  expect(cloud.kept()).toEqual([]);

  cloud.begin(randomBytes(2 * MB), (_request, response, bytes) => {
    response.write(bytes);
    response.end();
  });
  cloud.stated = randomBytes(MB);
  expect(await cloud.download()).toMatchObject({ result: 'PACKAGE_CHECKSUM_WRONG' });
  expect(cloud.kept()).toEqual([]);
});

test('silence ends it, slowness is reported, and neither loses what came', async () => {
  cloud.begin(randomBytes(2 * MB), silentAfter(MB), dripping(256 * 1024, 400));
  const silent = await cloud.download({ before: '$script:IdleSeconds = 1' });
  expect(silent).toMatchObject({
    result: 'PACKAGE_TRUNCATED',
    said: expect.stringContaining('no data for 1 s'),
  });
  // Longer in all than it may be silent.
  const before = '$script:IdleSeconds = 1; $script:PaceSeconds = 0.5; $script:SlowBytesPerSecond = 10MB';
  const slow = await cloud.download({ before });
  expect(slow).toMatchObject({
    result: version,
    said: expect.stringContaining('download of Cloud Sync is slow'),
  });
  expect(slow.said.match(/is slow/g)?.length).toBe(1);
  expect([cloud.asked, cloud.isWhole()]).toEqual([['all', `bytes=${MB}-`], true]);
});

test('a cancel in the middle is heard at once, shows how far it was, and loses nothing', async () => {
  cloud.begin(randomBytes(4 * MB), dripping(128 * 1024, 100));
  const env = {
    VENUE_CONTROL_VENUE: 'rehearsal',
    VENUE_CONTROL_DATA: folder(),
    VENUE_CONTROL_CLOUD_URL: cloud.url,
  };
  const { pool, failure, output } = makePool({
    scriptFolders: [join(projectFolder, 'scripts', 'operations')],
    env,
  });
  try {
    await pool.start();
    const controller = new AbortController();
    let cancelledAt = 0;
    const reported: string[] = [];
    const onEvent = ({ stream, message }: ScriptEvent): void => {
      if (stream !== 'progress') return;
      reported.push(message);
      cancelledAt ||= performance.now();
      controller.abort();
    };
    const { error } = await failure('Save-CloudSyncPackage', {}, { signal: controller.signal, onEvent });
    expect([error.failure, performance.now() - cancelledAt < 2000]).toEqual(['CANCELLED', true]);
    expect(reported[0]).toMatch(/^Downloading Cloud Sync: [\d.]+ (KiB|MiB) of 4 MiB$/);
    const { size } = statSync(part());
    expect(await output('Save-CloudSyncPackage')).toMatchObject([{ Version: version }]);
    expect([cloud.asked, cloud.isWhole()]).toEqual([['all', `bytes=${size}-`], true]);
  } finally {
    await pool.stop();
  }
});

test('nothing is asked for that is larger than the site allows, or than the disk has room for', async () => {
  cloud.begin(randomBytes(2 * MB));
  expect(await cloud.download({ maximum: 1 })).toMatchObject({ result: 'PACKAGE_TOO_LARGE' });
  const before = 'function script:Get-FreeByte { 8MB - 1 }';
  expect(await cloud.download({ before })).toMatchObject({
    result: 'DISK_TOO_FULL',
    said: expect.stringContaining('8 MiB'),
  });
  expect(cloud.asked).toEqual([]);
  // What is here already need not come again.
  mkdirSync(cloud.packages, { recursive: true });
  writeFileSync(part(), Buffer.alloc(1));
  expect(await cloud.download({ before })).toMatchObject({ result: version });
});

test('room that the download makes first counts, and is asked for before there is a folder', async () => {
  cloud.begin(randomBytes(2 * MB));
  const look = 'Confirm-Package -Information (Get-CloudSyncPackageInformation) -MaximumBytes 100MB; "ENOUGH"';
  const before = '"FREE $(Get-FreeByte -Folder (Get-VenuePath -Of Package))"';
  expect((await cloud.download({ before })).said).toMatch(/^FREE \d{6,}$/m);
  cloud.begin(randomBytes(2 * MB));
  mkdirSync(cloud.packages, { recursive: true });
  writeFileSync(part().replace(version, '10.57.0'), Buffer.alloc(5 * MB));
  const left = (bytes: string) =>
    cloud.download({ before: `function script:Get-FreeByte { ${bytes} }; ${look}` });
  expect((await left('2MB')).said).not.toContain('ENOUGH');
  expect((await left('4MB')).said).toContain('ENOUGH');
});

test('64 MiB leave the memory of its process as it is', async () => {
  cloud.begin(randomBytes(MB));
  const small = await cloud.download();
  cloud.begin(randomBytes(64 * MB));
  const large = await cloud.download();
  expect([large.result, cloud.isWhole()]).toEqual([version, true]);
  expect(large.growthMb - small.growthMb).toBeLessThan(24);
  process.stdout.write(
    `Growth of the peak: ${small.growthMb} MB with 1 MiB, ${large.growthMb} MB with 64 MiB.\n`,
  );
});
