/** After a restore nothing of a backup's operations is carried on or restored: they end, and say what to check. */
import { askResync, eachDomain } from '../rehearsal-domain.js';

describe('a state that was restored from a backup', () => {
  afterEach(() => domain.venue.complete());
  const domain = eachDomain({ settings: { secondPerson: true } });

  const takenAt = '2031-05-05T17:00:00.000Z';
  const putBack = () =>
    domain.state.keyValues.set('restored', { takenAt, isSettled: false }, domain.clock.now());

  it('ends a resync that ran then, with each step that had been begun, and touches nothing', async () => {
    const { id } = await askResync(domain, '1');
    for (let turn = 0; turn < 100 && !domain.venue.job; turn += 1) await domain.clock.pass(100);
    await domain.plane.stop();
    await putBack();
    const asked = domain.venue.calls.length;
    await domain.reborn();
    const { failure, state } = await domain.find(id);
    expect(state).toBe('FAILED');
    expect(failure).toMatchObject({ code: 'STATE_RESTORED', restored: [] });
    expect(failure?.message).toContain(takenAt);
    expect(failure?.notRestored.some((line) => line.includes('was done at 2031-05-05T17:00'))).toBe(true);
    expect(failure?.notRestored.some((line) => line.includes('was in progress'))).toBe(true);
    expect(
      domain.venue.calls.slice(asked).filter((script) => /^(Start|Stop|Set|Invoke)-/.test(script)),
    ).toEqual([]);
  });

  it('begins nothing that was scheduled or waited then, and holds nothing', async () => {
    domain.venue.tradesAlways();
    const { id } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
    await domain.plane.stop();
    await putBack();
    const next = await domain.reborn();
    expect((await domain.find(id)).failure?.code).toBe('STATE_RESTORED');
    expect((await askResync({ plane: next }, '1', { overrides: ['TRADING_HOURS'] })).state).toBe(
      'AWAITING_APPROVAL',
    );
  });

  it('is settled once: the start after that carries on what it finds', async () => {
    await putBack();
    const next = await domain.reborn();
    const { id } = await askResync({ plane: next }, '1');
    for (let turn = 0; turn < 100 && !domain.venue.job; turn += 1) await domain.clock.pass(100);
    await next.stop();
    await domain.reborn();
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });
});
