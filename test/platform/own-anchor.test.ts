/** The anchor in the data folder itself: signed, there from the first start on, and on record where it was not. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { noteLostAnchor } from '../../src/domain/audit/anchor-verification.js';
import { verifyAudit } from '../../src/domain/audit/verification.js';
import type { KnownState } from '../../src/domain/ports/kept-state.js';
import type { Alert } from '../../src/domain/types/alerts.js';
import { AppError } from '../../src/errors/errors.js';
import { systemClock } from '../../src/platform/clock.js';
import {
  type NoteLost,
  openKnownState,
  openStateAsItIs,
} from '../../src/platform/data-folder/known-state.js';
import { quietLog } from '../storage/engines.js';
import { auditRecord } from '../storage/samples.js';
import { anchoredFolder } from './anchored-folder.js';

const { data, file, parts } = anchoredFolder();
let state: KnownState;
const alerted: string[] = [];
const alerts = { raise: ({ id }: Alert, text: string) => void alerted.push(`${id} ${text}`) };
const noteLost: NoteLost = (opened, lost) =>
  noteLostAnchor(opened, lost, { clock: systemClock, log: quietLog, alerts });
async function open(more: { noteLost?: NoteLost } = { noteLost }): Promise<void> {
  state = await openKnownState({ ...parts(), ...more });
}
const verify = () => verifyAudit({ audit: state.audit, anchors: state.anchors });

beforeEach(() => {
  alerted.length = 0;
});
afterEach(() => state.close());

it('of the data folder is signed: an edited one, one without its signature and none at all are never Intact', async () => {
  const beside = join(data(), 'audit-anchor.json');
  const verifyAsIs = async () => {
    state = await openStateAsItIs(parts());
    try {
      return await verify();
    } finally {
      await state.close();
    }
  };
  await open();
  await state.audit.append(auditRecord());
  await state.audit.append(auditRecord());
  await state.close();
  // What the external anchor knows is another test's.
  rmSync(file());
  const { hmac, ...unsigned } = JSON.parse(readFileSync(beside, 'utf8'));
  expect(await verifyAsIs()).toMatchObject({ intact: true });
  // The tail is cut, and the anchor made to fit.
  const raw = new DatabaseSync(join(data(), 'state.sqlite'));
  const [first] = raw.prepare('SELECT hash FROM audit WHERE sequence = 1').all();
  raw.exec('DROP TRIGGER audit_kept; DELETE FROM audit WHERE sequence = 2');
  raw.prepare('UPDATE audit_head SET sequence = 1, hash = ?').run(first?.['hash'] ?? '');
  raw.close();
  const cut = { sequence: 1, hash: first?.['hash'] };
  writeFileSync(beside, JSON.stringify({ ...cut, hmac }));
  expect(await verifyAsIs()).toMatchObject({ intact: false, detail: expect.stringContaining('not signed') });
  await expect(open()).rejects.toMatchObject({ code: 'STATE_LOST' });
  for (const [text, said] of [
    [JSON.stringify(cut), 'not signed'],
    ['{', 'not signed'],
    [undefined, 'audit-anchor.json is missing'],
  ] as const) {
    if (text === undefined) rmSync(beside);
    else writeFileSync(beside, text);
    expect(await verifyAsIs()).toMatchObject({ intact: false, detail: expect.stringContaining(said) });
  }
  expect(unsigned).toEqual({ sequence: 2, hash: expect.any(String) });
  writeFileSync(beside, JSON.stringify(cut));
  await expect(open()).rejects.toMatchObject({
    code: 'STATE_LOST',
    message: expect.stringContaining('is no longer signed'),
  });
  rmSync(beside);
  // That it was missing is on record before it is written again; one who checked and signed off ends it.
  const fails = () => Promise.reject(new AppError('AUDIT_UNAVAILABLE'));
  await expect(open({ noteLost: fails })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  expect(existsSync(beside)).toBe(false);
  await open();
  await state.close();
  expect(alerted).toEqual([expect.stringMatching(/^1200 audit-anchor.json was missing /)]);
  const said = expect.stringMatching(/Row 2, .* was missing .* then sign it off\.$/);
  expect(await verifyAsIs()).toMatchObject({ intact: false, firstBadSequence: undefined, detail: said });
  await open();
  await state.audit.append(auditRecord({ action: 'signOffAudit', outcome: 'SUCCEEDED', after: { upTo: 1 } }));
  await state.audit.append(auditRecord({ action: 'signOffAudit', outcome: 'DENIED', after: { upTo: 2 } }));
  expect(await verify()).toMatchObject({ intact: false });
  await state.audit.append(
    auditRecord({ action: 'audit.sign-off', outcome: 'SUCCEEDED', after: { upTo: 2 } }),
  );
  expect(await verify()).toMatchObject({ intact: true, detail: expect.stringContaining('Row 2, ') });
  expect(await state.audit.list({ actions: ['state.anchor-lost'] }, 9, 'oldest')).toMatchObject([
    { sequence: 2, outcome: 'FAILED' },
  ]);
});

it('of a state of an older version is not signed: that is on record, once', async () => {
  await open();
  await state.close();
  const beside = join(data(), 'audit-anchor.json');
  const { sequence, hash } = JSON.parse(readFileSync(beside, 'utf8'));
  writeFileSync(beside, JSON.stringify({ sequence, hash }));
  const raw = new DatabaseSync(join(data(), 'state.sqlite'));
  raw.exec("DELETE FROM memory WHERE name = 'anchor signed'");
  raw.close();
  await open();
  await state.close();
  await open();
  expect(alerted).toEqual([expect.stringMatching(/^1200 audit-anchor.json in .* was not signed /)]);
});

it('of the data folder is there from the first start on: an emptied audit without it is on record', async () => {
  const beside = join(data(), 'audit-anchor.json');
  const parted = parts();
  const never = () => Promise.reject(new Error('ended'));
  await expect(openKnownState({ ...parted, open: never })).rejects.toThrow('ended');
  await open();
  await state.close();
  rmSync(file());
  expect([alerted, existsSync(beside)]).toEqual([[], true]);
  rmSync(beside);
  await open();
  expect(alerted).toEqual([expect.stringMatching(/^1200 /)]);
  expect(await verify()).toMatchObject({ intact: false, entries: 1 });
});
