/** The audit's head in its external anchor: at once for what matters most, and whatever becomes of that place, actions continue. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/domain/audit/verification.js';
import { anchorProbe } from '../../src/domain/health/probes.js';
import type { AnchorLine } from '../../src/domain/ports/audit-anchors.js';
import type { KnownState } from '../../src/domain/ports/kept-state.js';
import { compactAnchors, readAnchors } from '../../src/platform/data-folder/anchor-file.js';
import { openKeys } from '../../src/platform/data-folder/keys.js';
import { openKnownState, openStateAsItIs } from '../../src/platform/data-folder/known-state.js';
import { auditRecord } from '../storage/samples.js';
import { anchoredFolder } from './anchored-folder.js';

const { folder, data, file, parts } = anchoredFolder();
let state: KnownState;

beforeEach(() => {
  close = async () => undefined;
});
afterEach(async () => {
  await close();
});

let close: () => Promise<void>;
async function open(): Promise<void> {
  state = await openKnownState(parts());
  close = () => state.close();
}
const lines = () => (existsSync(file()) ? readFileSync(file(), 'utf8').split('\n').filter(Boolean) : []);
const sequences = () => lines().map((line) => JSON.parse(line).sequence as number);
const verify = () => verifyAudit({ audit: state.audit, anchors: state.anchors });

it('is written before anyone is answered for what matters most, also from a transaction, and else at the end', async () => {
  await open();
  await state.audit.append(auditRecord({ action: 'startService' }));
  await state.audit.append(auditRecord({ action: 'onboard', outcome: 'DENIED' }));
  expect(sequences()).not.toContain(2);
  await state.audit.append(auditRecord({ action: 'onboard' }));
  expect(sequences().at(-1)).toBe(3);
  const seen = await state.transaction(async (stores) => {
    await stores.audit.append(auditRecord({ action: 'resync' }));
    return sequences().at(-1);
  });
  expect([seen, sequences().at(-1)]).toEqual([3, 4]);
  const rolledBack = state.transaction(async (stores) => {
    await stores.audit.append(auditRecord({ action: 'resync' }));
    throw new Error('no');
  });
  await expect(rolledBack).rejects.toThrow('no');
  expect(sequences().at(-1)).toBe(4);
  const intent = await state.audit.intend(auditRecord({ action: 'grantPermission' }));
  expect(sequences().at(-1)).toBe(5);
  await state.audit.settle(intent, auditRecord({ action: 'grantPermission', outcome: 'SUCCEEDED' }));
  expect(sequences().at(-1)).toBe(6);
  await state.audit.append(auditRecord({ action: 'startService' }));
  await state.close();
  expect(sequences().at(-1)).toBe(7);
  await open();
  expect(await verify()).toMatchObject({ intact: true, entries: 7, anchoredSequence: 7 });
});

it('shows a database that was rolled back together with its data folder, to verification and to health', async () => {
  await open();
  await state.audit.append(auditRecord());
  await state.close();
  cpSync(data(), folder('old'), { recursive: true });
  await open();
  await state.audit.append(auditRecord({ action: 'onboard' }));
  await state.close();
  rmSync(data(), { recursive: true });
  cpSync(folder('old'), data(), { recursive: true });
  await open();
  expect(await verify()).toMatchObject({ intact: false, firstBadSequence: 2, anchoredSequence: 1 });
  const probe = anchorProbe({ audit: state.audit, anchors: state.anchors });
  await probe.read();
  await new Promise((done) => setTimeout(done, 200));
  expect(await probe.read()).toMatchObject({
    status: 'DEGRADED',
    detail: 'The audit log does not match its anchor. Run "venue-control audit verify" on the server.',
  });
});

it('is checked also when the server refuses to start on what it finds', async () => {
  await open();
  await state.audit.append(auditRecord());
  await state.close();
  writeFileSync(join(data(), 'audit-anchor.json'), '{"sequence":9,"hash":"f"}');
  await expect(open()).rejects.toMatchObject({ code: 'STATE_LOST' });
  state = await openStateAsItIs(parts());
  close = () => state.close();
  expect(await verify()).toMatchObject({ intact: false, firstBadSequence: 2 });
});

it('holds up no one when it cannot be written: since when is reported, and it is written again once it can be', async () => {
  rmSync(folder('elsewhere'), { recursive: true });
  await open();
  const before = Date.now();
  await state.audit.append(auditRecord({ action: 'onboard' }));
  expect(Date.now() - before).toBeLessThan(1500);
  const since = state.anchors.trouble()?.since;
  expect(since).toBeInstanceOf(Date);
  await state.audit.append(auditRecord({ action: 'onboard' }));
  expect(state.anchors.trouble()).toEqual({ since, why: 'Its folder does not exist.' });
  expect(await anchorProbe({ audit: state.audit, anchors: state.anchors }).read()).toEqual({
    status: 'DEGRADED',
    detail: `The external audit anchor can't be written since ${since?.toISOString()}. Its folder does not exist. Operations continue. Fix the cause; the server then writes the anchor within a minute.`,
  });
  mkdirSync(folder('elsewhere'));
  await state.audit.append(auditRecord({ action: 'onboard' }));
  expect([state.anchors.trouble(), sequences()]).toEqual([undefined, [3]]);
});

it('distinguishes a line that was torn from one that someone wrote, and continues behind both', async () => {
  await open();
  await state.audit.append(auditRecord({ action: 'onboard' }));
  appendFileSync(file(), '{"sequence":1,"ha');
  await state.audit.append(auditRecord({ action: 'onboard' }));
  expect(await verify()).toMatchObject({
    intact: true,
    detail: expect.stringContaining('1 lines are incomplete'),
  });
  const [first = ''] = lines();
  writeFileSync(file(), `${first.replace('"sequence":', '"sequence":4')}\n`, { flag: 'a' });
  const number = lines().length;
  expect(await verify()).toMatchObject({ intact: false, detail: expect.stringContaining(`Line ${number} `) });
});

it('keeps the last line of each old day once it is large, and every line of the newest two', async () => {
  openKeys(data());
  const NOW = new Date('2031-05-06T12:00:00.000Z');
  const line = (at: Date, stateId: string) =>
    JSON.stringify({
      sequence: 1,
      hash: 'f'.repeat(64),
      at: at.toISOString(),
      stateId,
      hmac: 'f'.repeat(64),
    });
  const made: string[] = [];
  for (let minute = 14_000; minute >= 0; minute -= 1)
    made.push(line(new Date(NOW.getTime() - minute * 60_000), minute % 2 ? 'one' : 'other'));
  writeFileSync(file(), `${made.slice(0, 100).join('\n')}\n`);
  await compactAnchors({ file: file() }, NOW);
  expect(lines().length).toBe(100);
  writeFileSync(file(), `${made.join('\n')}\n`);
  await compactAnchors({ file: file() }, NOW);
  const kept = lines();
  // Two states, eight days that are older or partly so, and two days of minutes.
  expect(kept.length).toBe(2 * 9 + 2 * 1440 + 1);
  const all = new Set(made);
  expect(kept.filter((each) => !all.has(each))).toEqual([]);
  const read: AnchorLine[] = [];
  for await (const each of readAnchors({ ...parts(), file: file(), stateId: 'one' })) read.push(each);
  expect(new Set(read.map(({ kind }) => kind))).toEqual(new Set(['forged', 'other']));
});
