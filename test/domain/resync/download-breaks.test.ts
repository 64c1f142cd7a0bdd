/** A download of Cloud Sync that breaks off again and again: when the cloud counts as away, and when it doesn't. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { Settings } from '../../../src/domain/types/settings.js';
import { OnboardingVenue } from '../onboarding/onboarding-venue.js';
import { askOnboarding, type PracticeDomain, practiceDomain } from '../rehearsal-domain.js';

const MINUTE = 60_000;

const lost = (bytesKept: string) =>
  new ScriptError('Save-CloudSyncPackage', 'FAILED', 'lost', {
    errorId: 'PACKAGE_TRUNCATED',
    detail: { bytesKept },
  });

describe('the download of an onboarding', () => {
  let domain: PracticeDomain;
  afterEach(() => domain.close());

  async function open(settings: Partial<Settings> = {}): Promise<void> {
    domain = await practiceDomain({ settings });
    new OnboardingVenue(domain.venue);
  }

  it('asks a full disk again four times a minute, and not each second', async () => {
    await open();
    let tries = 0;
    domain.venue.before = (script) => {
      if (script !== 'Save-CloudSyncPackage') return;
      tries += 1;
      throw new ScriptError(script, 'FAILED', 'full', { errorId: 'DISK_TOO_FULL' });
    };
    const { id } = await askOnboarding(domain);
    for (let second = 0; second < 700; second += 1) await domain.clock.pass(1000);
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('DISK_TOO_FULL');
    expect(tries).toBeGreaterThan(30);
    expect(tries).toBeLessThan(45);
  });

  it('a download that comes on between its breaks is not away, however long it takes in all', async () => {
    await open({ cloudPatienceMs: MINUTE });
    let tries = 0;
    const download = domain.venue.scripts.get('Save-CloudSyncPackage');
    domain.venue.scripts.set('Save-CloudSyncPackage', async (parameters, signal, onEvent) => {
      tries += 1;
      await domain.clock.sleep(2 * MINUTE);
      if (tries > 9) return download?.(parameters, signal, onEvent);
      throw lost('17');
    });
    const { id } = await askOnboarding(domain);
    for (let second = 0; second < 1400; second += 1) await domain.clock.pass(1000);
    await domain.until(id, 'SUCCEEDED');
    expect(tries).toBe(10);
  });

  it('a download that begins again each time is away after a few of them', async () => {
    await open({ cloudPatienceMs: MINUTE / 3 });
    let tries = 0;
    domain.venue.scripts.set('Save-CloudSyncPackage', async (_, _signal, onEvent) => {
      tries += 1;
      for (const percent of [10, 20, 30]) {
        await domain.clock.sleep(MINUTE / 6);
        onEvent?.({ stream: 'progress', message: 'from the beginning', percent });
      }
      await domain.clock.sleep(100);
      throw lost('0');
    });
    const { id } = await askOnboarding(domain);
    for (let second = 0; second < 400; second += 1) await domain.clock.pass(1000);
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('PACKAGE_TRUNCATED');
    expect(tries).toBe(4);
  });

  it('a download that was kept in between may begin again a few times more', async () => {
    await open({ cloudPatienceMs: MINUTE / 3 });
    let tries = 0;
    const download = domain.venue.scripts.get('Save-CloudSyncPackage');
    domain.venue.scripts.set('Save-CloudSyncPackage', async (parameters, signal, onEvent) => {
      tries += 1;
      await domain.clock.sleep(MINUTE / 2);
      if (tries > 7) return download?.(parameters, signal, onEvent);
      onEvent?.({ stream: 'progress', message: 'from the beginning', percent: 10 });
      await domain.clock.sleep(100);
      throw lost(tries === 4 ? '17' : '0');
    });
    const { id } = await askOnboarding(domain);
    for (let second = 0; second < 400; second += 1) await domain.clock.pass(1000);
    await domain.until(id, 'SUCCEEDED');
    expect(tries).toBe(8);
  });
});
