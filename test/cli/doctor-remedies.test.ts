/** A person reads a remedy of doctor in doctor: none sends them back to it, and no failure ends it raw. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { auditTrail, keyOwner, lastBackup } from '../../src/cli/doctor/records.js';
import { failed, localTime } from '../../src/cli/doctor-rows.js';
import type { Config } from '../../src/config/config.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import type { SiteOptions } from '../../src/domain/types/settings.js';
import { AppError, ERRORS, type ErrorCode } from '../../src/errors/errors.js';
import { backupsOf } from '../../src/platform/backup/kept-backups.js';
import { systemClock } from '../../src/platform/clock.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { backupParts, liveIn } from '../platform/kept-state.js';
import { auditRecord } from '../storage/samples.js';

const folder = folderOfTest();

test.each(Object.keys(ERRORS) as ErrorCode[])('the remedy of %s does not say to run doctor', (code) => {
  const { remedy = '' } = failed('x', new AppError(code));
  expect(remedy).not.toContain('doctor');
  expect(remedy).toMatch(/^["A-Z].*[.)]/);
});

test.each(['EROFS', 'ENOENT', 'EMFILE', 'ENFILE', 'EACCES', 'EPERM', 'EIO', 'ENOMEM', 'ESOMETHING'])(
  '%s is a finding with a remedy of its own',
  (code) => {
    const finding = failed('x', Object.assign(new Error(`${code}: words`), { code }));
    expect(finding).toMatchObject({
      ok: false,
      detail: `${code}: words`,
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    });
  },
);

test('an audit row that was edited is found', async () => {
  await liveIn(folder(), async (state) => {
    await state.audit.append(auditRecord());
    await state.audit.append(auditRecord());
    expect(await auditTrail(state as never)).toMatchObject({
      ok: true,
      detail: 'the newest 2 of 2 rows are intact',
    });
    const edited = { ...state, audit: { ...state.audit, check: checkWithBadRow(state) } };
    expect(await auditTrail(edited as never)).toMatchObject({
      ok: false,
      detail: 'row 2 is not what was written',
    });
    const headless = { ...state, audit: { ...state.audit, findHead: async () => undefined } };
    expect(await auditTrail(headless as never)).toMatchObject({
      ok: false,
      detail: 'the record of the last row was deleted',
    });
  });
});

const checkWithBadRow =
  ({ audit }: KeptState): KeptState['audit']['check'] =>
  async (...words) => ({
    ...(await audit.check(...words)),
    bad: { sequence: 2, why: 'is not what was written' },
  });

test.each([
  [undefined, 'none was taken yet', true],
  [
    '2026-03-01T00:00:00.000Z',
    `the last was taken on ${localTime(new Date('2026-03-01'))}, 1 day ago`,
    undefined,
  ],
  [
    '2026-02-01T00:00:00.000Z',
    `the last was taken on ${localTime(new Date('2026-02-01'))}, 29 days ago`,
    true,
  ],
])('a backup of %s: %s', async (takenAt, detail, warning) => {
  if (takenAt) writeFileSync(folder('last-backup.json'), JSON.stringify({ takenAt }));
  const finding = await backupIn(folder());
  expect([finding.ok, finding.detail, finding.warning]).toEqual([true, detail, warning]);
});

test.each(['2026-03-01T00:00:07.123Z', '2026-07-31T23:59:59.999Z'])(
  '%s is printed in the time of this machine',
  (iso) => {
    const text = localTime(new Date(iso));
    expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d$/);
    expect(new Date(text).getTime()).toBe(new Date(iso).setMilliseconds(0));
  },
);

const backupIn = (dataFolder: string, site: SiteOptions = {}) =>
  lastBackup({
    backups: backupsOf(backupParts(dataFolder)),
    config: { site } as Config,
    clock: { ...systemClock, now: () => new Date('2026-03-02T12:00:00.000Z') },
  });

test('a backup has its keys named, and its folder when that is on the disk of the data folder', async () => {
  const note = { takenAt: '2026-03-02T10:00:00.000Z', hasKeys: true };
  writeFileSync(folder('last-backup.json'), JSON.stringify(note));
  const backups = { at: '04:00', keep: 3, folder: folder('kept') };
  expect(await backupIn(folder(), { backups })).toMatchObject({
    ok: true,
    warning: true,
    detail: expect.stringMatching(/it contains the keys\. The backups are on the disk of the data folder/),
    remedy: expect.stringContaining('another disk'),
  });
});

test('a note of a backup that says no time is not taken for none', async () => {
  writeFileSync(folder('last-backup.json'), '{"takenAt":');
  const finding = await backupIn(folder());
  expect([finding.ok, finding.detail]).toEqual([false, expect.stringContaining('does not contain the time')]);
});

test('keys of another account than their folder are found', () => {
  mkdirSync(folder('keys'));
  writeFileSync(folder('keys', 'audit.key'), '');
  expect(keyOwner(folder())).toMatchObject([{ part: 'owner', ok: true }]);
  const file = folder('keys', 'audit.key');
  const changed = keyOwner(folder(), (path) => (path === file ? 1234 : 1000));
  expect(changed).toMatchObject([
    { ok: false, detail: expect.stringContaining(`${file} belongs to account 1234`) },
  ]);
});
