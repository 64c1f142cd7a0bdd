/** What differs between two times: what was changed back is left out, and what expired is no longer there. */
import { netChanges } from '../../../src/domain/audit/net-changes.js';
import { type Act, AuditTrail, controlPlane } from '../../../src/domain/audit/trail.js';
import { eachState } from '../../storage/engines.js';
import { at } from '../../storage/samples.js';
import { StillClock } from '../still-clock.js';

const HOUR = 3_600_000;
const actor = { clerkId: '1', clerkName: 'Morgan Reyes', correlationId: 'c' };
const morgan = { byName: 'Morgan Reyes', reason: 'Nights' };
const hours = (count: number) => new Date(at(0).getTime() + count * HOUR);
const granted = (end?: Date) => ({ granted: true, expiresAt: end?.toISOString() ?? null });
const none = { granted: false, expiresAt: null };
const TICK = 'Bar Staff: SERVICES_VIEW';

describe('what changed between two times', () => {
  const state = eachState();
  let trail: AuditTrail;
  let clock: StillClock;

  beforeEach(() => {
    clock = new StillClock(at(0));
    trail = new AuditTrail({ state, clock });
  });

  /** An hour passes before each. */
  async function done(...acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      await clock.pass(HOUR);
      await trail.note(act.action.startsWith('settings') ? controlPlane() : actor, act, 'SUCCEEDED');
    }
  }
  const between = async (from: number, to: number) =>
    (await netChanges(state.audit, { from: hours(from), to: hours(to) })).changes;

  it('is the last of several changes, with how it was before the first of them', async () => {
    await done(
      { action: 'grantPermission', target: TICK, before: none, after: granted(hours(9)) },
      {
        action: 'grantPermission',
        target: TICK,
        before: granted(hours(9)),
        after: granted(),
        reason: 'Nights',
      },
    );
    const change = { kind: 'PERMISSION', what: TICK, before: 'Not granted', after: 'Granted' };
    expect(await between(0, 3)).toEqual([{ ...change, ...morgan, at: hours(2), sequence: 2 }]);
  });

  it('leaves out what was changed back, unless the time ends in between', async () => {
    const on = (was: boolean) => ({ before: { on: was }, after: { on: !was } });
    await done(
      { action: 'setMaintenance', target: 'on', ...on(false) },
      startMode('AUTOMATIC', 'Manual'),
      { action: 'grantPermission', target: TICK, before: none, after: granted() },
      {
        action: 'createApiToken',
        target: 'Nightly (x)',
        detail: { maker: '1', expiresAt: '2099-01-01T00:00:00.000Z' },
      },
      { action: 'setMaintenance', target: 'off', ...on(true) },
      startMode('MANUAL', 'Automatic'),
      { action: 'revokePermission', target: TICK, before: granted(), after: none },
      { action: 'revokeApiToken', target: 'Nightly (x)', detail: { maker: '1' } },
    );
    expect(await between(0, 9)).toEqual([]);
    expect(
      (await between(0, 4.5)).map(({ kind, what, before, after }) => [kind, what, before, after]),
    ).toEqual([
      ['TOKEN', 'Nightly (x)', 'None', 'Valid until 2099-01-01T00:00:00.000Z'],
      ['PERMISSION', TICK, 'Not granted', 'Granted'],
      ['START_MODE', 'NetPOS', 'Manual', 'Automatic'],
      ['MAINTENANCE', '', 'Off', 'On'],
    ]);
  });

  it('has what expired, also where it was granted before, and not what was granted and expired since', async () => {
    await done(
      { action: 'grantPermission', target: TICK, before: none, after: granted(hours(4)) },
      { action: 'grantPermission', target: 'Managers: AUDIT_VIEW', before: none, after: granted(hours(5)) },
    );
    const change = { before: `Granted until ${hours(4).toISOString()}`, after: 'Not granted' };
    expect(await between(1.5, 6)).toEqual([
      { kind: 'PERMISSION', what: TICK, ...change, byName: undefined, at: hours(4), sequence: undefined },
    ]);
  });

  it('has maintenance mode that ended automatically, and its new end', async () => {
    const off = { on: false, until: null };
    const on = (end: number) => ({ on: true, until: hours(end).toISOString() });
    const turned = (before: object, after: object): Act => ({
      ...{ action: 'setMaintenance', target: 'on' },
      before: { ...before },
      after: { ...after },
    });
    await done(turned(off, on(5)), turned(on(5), on(9)));
    const said = async (from: number, to: number) =>
      (await between(from, to)).map(({ before, after, at, byName }) => [before, after, at, byName]);
    const until = (end: number) => `On until ${hours(end).toISOString()}`;
    expect(await said(0, 3)).toEqual([['Off', until(9), hours(2), 'Morgan Reyes']]);
    expect(await said(1.5, 3)).toEqual([[until(5), until(9), hours(2), 'Morgan Reyes']]);
    expect(await said(3, 10)).toEqual([[until(9), 'Off', hours(9), undefined]]);
    expect(await said(0, 10)).toEqual([]);
  });

  it('knows that all tokens of a clerk end with the PIN', async () => {
    await done(
      {
        action: 'createApiToken',
        target: 'Nightly (x)',
        detail: { maker: '5', expiresAt: '2099-01-01T00:00:00.000Z' },
      },
      { action: 'endPin', target: 'clerk 5' },
    );
    expect((await between(0, 3)).map(({ kind, what, after }) => [kind, what, after])).toEqual([
      ['PIN', 'clerk 5', 'Ended'],
    ]);
  });

  it('compares settings by their digests: a value that is as before is no change', async () => {
    const set = (changed: readonly string[], was: object, is: object, values = {}) => ({
      action: 'settings.change',
      detail: { changed, was, is },
      ...values,
    });
    await done(
      set(
        ['port', 'secondPerson', 'sql.server'],
        { port: 'a', secondPerson: 'c', 'sql.server': 'e' },
        { port: 'b', secondPerson: 'd' },
        { before: { port: 4280, 'sql.server': 'till-7' }, after: { port: 4281 } },
      ),
    );
    await done(set(['port'], { port: 'b' }, { port: 'a' }), {
      action: 'settings.change',
      detail: { changed: ['old'] },
    });
    const changes = await between(0, 4);
    expect(changes.map(({ what, before, after }) => [what, before, after])).toEqual([
      ['old', undefined, 'Changed'],
      ['secondPerson', 'Another value', 'Changed'],
      ['sql.server', 'till-7', 'Not set'],
    ]);
    // The server finds it at its start, and does not know who changed it.
    expect(changes.map(({ byName }) => byName)).toEqual([undefined, undefined, undefined]);
  });

  it('is refused for a time that ends before it begins', async () => {
    await expect(between(2, 1)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

function startMode(mode: 'AUTOMATIC' | 'MANUAL', was: 'Automatic' | 'Manual'): Act {
  const input = {
    key: 'netpos',
    displayName: 'NetPOS',
    dependents: [],
    command: { do: 'setStartMode', startMode: mode },
    was: { netpos: { state: 'Running', startMode: was } },
  };
  return { action: 'serviceControl', target: 'an ID', detail: { input } };
}
