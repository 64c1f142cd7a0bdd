/** Two servers on one state: what one holds is its own while it lives, and the other's as soon as it doesn't. */
import { BEAT_MS, SILENT_MS } from '../../src/operations/runner/lives.js';
import { askResync, callerOf, type PracticeDomain, practiceDomain } from './practice-domain.js';

const FIRST = 'boot 1';
const MINUTE = 60_000;
/** What the one who looks may need longer: a look, and the schedule's. */
const LOOKS_MS = 2 * BEAT_MS + 1000;

describe('a state that two servers share', () => {
  let domain: PracticeDomain;
  beforeEach(async () => {
    domain = await practiceDomain({ sharedFrom: 'POS1' });
  });
  afterEach(() => domain.close());

  /** Lived through second by second. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 2000) await domain.clock.pass(2000);
  };
  const begin = async (): Promise<string> => {
    const { id } = await askResync(domain, '1');
    await domain.until(id, 'RUNNING');
    return id;
  };
  const ownerOf = async (id: string) => {
    const { bootId, attempt } = await domain.find(id);
    return { bootId, attempt };
  };
  /** As after a kill: its row stays, and its beat stands still. */
  const kill = async () => {
    const beat = (await domain.state.lives.all()).find(({ bootId }) => bootId === FIRST);
    await domain.plane.stop();
    for (let count = 0; count < (beat?.beat ?? 1); count += 1)
      await domain.state.lives.beat({ bootId: FIRST, place: 'POS1' }, domain.clock.now());
  };

  it('leaves what a living server holds in its hands, however long that takes', async () => {
    const id = await begin();
    await domain.beside('POS2');
    await pass(MINUTE);
    expect(await ownerOf(id)).toEqual({ bootId: FIRST, attempt: 1 });
    domain.world.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('gives the other what a dead server held, when that has been silent for long enough and not before', async () => {
    const id = await begin();
    await domain.beside('POS2');
    await pass(MINUTE);
    await kill();
    await pass(SILENT_MS - BEAT_MS - 2000);
    expect(await ownerOf(id)).toEqual({ bootId: FIRST, attempt: 1 });
    await pass(BEAT_MS + LOOKS_MS);
    expect(await ownerOf(id)).toEqual({ bootId: 'boot 2', attempt: 2 });
    domain.world.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('gives the other at once what a server held that ended in order', async () => {
    const id = await begin();
    await domain.beside('POS2');
    await domain.plane.stop();
    await pass(BEAT_MS + 2000);
    expect(await ownerOf(id)).toEqual({ bootId: 'boot 2', attempt: 2 });
  });

  it('gives a server at once what an earlier life at its own place held', async () => {
    const id = await begin();
    await kill();
    await domain.beside('POS1');
    await pass(2000);
    expect(await ownerOf(id)).toEqual({ bootId: 'boot 2', attempt: 2 });
  });

  it('takes nobody for dead after an outage that kept both from the database', async () => {
    const id = await begin();
    await domain.beside('POS2');
    await pass(MINUTE);
    domain.lock(true);
    await pass(5 * MINUTE);
    domain.lock(false);
    await pass(MINUTE);
    expect(await ownerOf(id)).toMatchObject({ bootId: FIRST });
  });

  it('leaves to the one who made it what waits for a start, or for a second person', async () => {
    const startAt = new Date(domain.clock.now().getTime() + 5 * MINUTE);
    const { id } = await askResync(domain, '1', { startAt });
    await domain.beside('POS2');
    await pass(6 * MINUTE);
    expect(await ownerOf(id)).toEqual({ bootId: FIRST, attempt: 1 });
  });

  it('hears at the one server what was cancelled at the other', async () => {
    const id = await begin();
    const other = await domain.beside('POS2');
    expect((await other.operations.cancel(callerOf('1'), id, 'enough')).state).toBe('CANCELLING');
    await domain.until(id, 'CANCELLED');
    expect(await ownerOf(id)).toEqual({ bootId: FIRST, attempt: 1 });
  });
});
