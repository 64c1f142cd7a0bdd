import { type Conditions, conditionOf } from '../../../src/domain/alerts/conditions.js';
import { nextAlerts, type Unread, unreadBy } from '../../../src/domain/alerts/transitions.js';
import type { AlertCode, AlertSettings } from '../../../src/domain/types/alert-rules.js';
import type { VenueAlert } from '../../../src/domain/types/venue-alert.js';

/** Alerts that live as a store would keep them, second by second. */
class Watched {
  alerts: VenueAlert[] = [];
  sent: string[] = [];
  settings: AlertSettings = {};
  isTrading = true;
  #second = 0;
  #unread: Unread | undefined;

  at(
    second: number,
    found: readonly AlertCode[],
    more: Partial<Record<'hidden' | 'quiet', AlertCode[]>> &
      Partial<Pick<VenueAlert, 'remedy' | 'severity'>> = {},
  ) {
    this.#second = second;
    const conditions: Conditions = {
      found: found.map((code) => {
        const condition = conditionOf(code, '', { detail: 'Detail.', remedy: more.remedy ?? '' });
        return { ...condition, severity: more.severity ?? condition.severity };
      }),
      hidden: new Set(more.hidden),
      quiet: new Set(more.quiet),
    };
    const watched = this.alerts.filter(({ state }) => state !== 'CLEARED');
    // Between the seconds of a test all was read.
    const before = this.#unread && { ...this.#unread, evaluatedAt: this.now };
    this.#unread = unreadBy(before, conditions, this.now);
    const now = {
      at: this.now,
      unreadAt: this.#unread.byCode,
      isTrading: this.isTrading,
      settings: this.settings,
      newId: () => String(this.alerts.length + 1),
    };
    for (const change of nextAlerts(watched, conditions, now)) {
      this.alerts = this.alerts.filter(({ id }) => id !== change.alert.id);
      if (change.is === 'removed') continue;
      this.alerts.push(change.alert);
      if (change.notify) this.sent.push(`${change.notify} ${change.alert.code} at ${second}`);
    }
    return this.alerts.map(({ code, state }) => `${code} ${state}`);
  }

  /** Undefined: until it is over. */
  acknowledge(untilSecond?: number): void {
    const acknowledged = {
      acknowledgedByName: 'Morgan',
      acknowledgedReason: 'Known',
      acknowledgedUntil: untilSecond === undefined ? undefined : new Date(untilSecond * 1000),
    };
    this.alerts = this.alerts.map((alert) => ({ ...alert, state: 'ACKNOWLEDGED', ...acknowledged }));
  }

  get now(): Date {
    return new Date(this.#second * 1000);
  }
}

describe('an alert', () => {
  let watched: Watched;
  beforeEach(() => {
    watched = new Watched();
  });

  it('opens once its condition has lasted for the time of its rule', () => {
    expect(watched.at(0, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN PENDING']);
    watched.at(119, ['SERVICE_DOWN']);
    expect(watched.sent).toEqual([]);
    expect(watched.at(120, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN OPEN']);
    watched.at(500, ['SERVICE_DOWN']);
    expect(watched.sent).toEqual(['OPENED SERVICE_DOWN at 120']);
  });

  it('counts again from a clock that was set back', () => {
    watched.at(86_400, ['SERVICE_DOWN']);
    watched.at(10, ['SERVICE_DOWN']);
    expect(watched.at(129, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN PENDING']);
    expect(watched.at(130, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN OPEN']);
    watched.at(86_400, []);
    watched.at(200, []);
    expect(watched.at(319, [])).toEqual(['SERVICE_DOWN OPEN']);
    expect(watched.at(320, [])).toEqual(['SERVICE_DOWN CLEARED']);
  });

  it('has the remedy that its condition has now, also where its message is the same', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(5, ['WRONG_PINS'], { remedy: 'Ask the manager.' });
    expect(watched.alerts).toMatchObject([{ message: 'Detail.', remedy: 'Ask the manager.' }]);
  });

  it('opens at once where its rule does not wait', () => {
    expect(watched.at(0, ['WRONG_PINS'])).toEqual(['WRONG_PINS OPEN']);
  });

  it('begins again after an interruption that is seen, and not after one that is not', () => {
    watched.at(0, ['SERVICE_DOWN']);
    expect(watched.at(60, [])).toEqual([]);
    watched.at(61, ['SERVICE_DOWN']);
    expect(watched.at(125, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN PENDING']);
    watched.at(150, [], { hidden: ['SERVICE_DOWN'] });
    expect(watched.at(181, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN OPEN']);
  });

  it('is cleared after two steady minutes, and counts what begins again before', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(10, []);
    expect(watched.at(129, [])).toEqual(['WRONG_PINS OPEN']);
    watched.at(129, ['WRONG_PINS']);
    expect(watched.alerts[0]?.occurrences).toBe(2);
    watched.at(200, []);
    expect(watched.at(320, [])).toEqual(['WRONG_PINS CLEARED']);
    expect(watched.sent).toEqual(['OPENED WRONG_PINS at 0', 'CLEARED WRONG_PINS at 320']);
  });

  it("is not cleared while its condition can't be read", () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(10, []);
    watched.at(100, [], { hidden: ['WRONG_PINS'] });
    expect(watched.at(131, [], { hidden: ['WRONG_PINS'] })).toEqual(['WRONG_PINS OPEN']);
    watched.at(132, []);
    expect(watched.at(250, [])).toEqual(['WRONG_PINS OPEN']);
    expect(watched.at(251, [])).toEqual(['WRONG_PINS CLEARED']);
  });

  it('counts what begins again after a time that could not be read', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(10, []);
    watched.at(15, [], { hidden: ['WRONG_PINS'] });
    watched.at(20, ['WRONG_PINS'], { hidden: ['WRONG_PINS'] });
    expect(watched.alerts).toMatchObject([{ state: 'OPEN', occurrences: 2, quietSince: undefined }]);
  });

  it("that is over stays so from when it was, and writes nothing while that can't be read", () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(10, []);
    const [alert] = watched.alerts;
    watched.at(15, [], { hidden: ['WRONG_PINS'] });
    expect(watched.alerts[0]).toBe(alert);
    expect(alert?.quietSince).toEqual(new Date(10_000));
  });

  it('is cleared two minutes after a time that could not be read, by a clock that is set back too', () => {
    watched.at(86_400, ['WRONG_PINS']);
    watched.at(86_410, []);
    watched.at(86_500, [], { hidden: ['WRONG_PINS'] });
    watched.at(300, []);
    expect(watched.at(419, [])).toEqual(['WRONG_PINS OPEN']);
    expect(watched.at(420, [])).toEqual(['WRONG_PINS CLEARED']);
  });

  it('is not cleared by what was read before a gap: a start, a machine that slept, a clock that was set forward', () => {
    const nothing = { found: [], hidden: new Set<never>(), quiet: new Set<never>() };
    const [start, soon, late] = [0, 60_000, 120_001].map((ms) => new Date(ms)) as [Date, Date, Date];
    const first = unreadBy(undefined, nothing, start);
    const second = unreadBy(first, nothing, soon);
    expect(second.byCode.get('WRONG_PINS')).toEqual(start);
    expect(unreadBy(second, nothing, late).byCode.get('WRONG_PINS')).toEqual(late);
  });

  it('opens nothing while it is quiet, and counts from its end', () => {
    expect(watched.at(0, ['SERVICE_DOWN'], { quiet: ['SERVICE_DOWN'] })).toEqual([]);
    watched.at(500, ['SERVICE_DOWN'], { quiet: ['SERVICE_DOWN'] });
    watched.at(501, ['SERVICE_DOWN']);
    watched.at(620, ['SERVICE_DOWN']);
    expect(watched.sent).toEqual([]);
    expect(watched.at(621, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN OPEN']);
  });

  it('is cleared when it is over, also while it is quiet', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(10, [], { quiet: ['WRONG_PINS'] });
    expect(watched.at(129, [], { quiet: ['WRONG_PINS'] })).toEqual(['WRONG_PINS OPEN']);
    expect(watched.at(130, [], { quiet: ['WRONG_PINS'] })).toEqual(['WRONG_PINS CLEARED']);
  });

  it('does not begin again on purpose before it is cleared', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.at(10, []);
    watched.at(60, ['WRONG_PINS'], { quiet: ['WRONG_PINS'] });
    watched.at(61, ['WRONG_PINS'], { quiet: ['WRONG_PINS'] });
    expect(watched.alerts).toMatchObject([{ state: 'OPEN', occurrences: 1 }]);
  });

  it('of ordering waits for trading hours, and opens when they begin', () => {
    watched.isTrading = false;
    watched.at(0, ['ORDERING_DOWN']);
    expect(watched.at(600, ['ORDERING_DOWN'])).toEqual(['ORDERING_DOWN PENDING']);
    watched.isTrading = true;
    expect(watched.at(601, ['ORDERING_DOWN'])).toEqual(['ORDERING_DOWN OPEN']);
  });

  it('follows the settings of the venue', () => {
    watched.settings = { SERVICE_DOWN: { afterSeconds: 5 }, WRONG_PINS: { enabled: false } };
    watched.at(0, ['SERVICE_DOWN', 'WRONG_PINS']);
    expect(watched.at(5, ['SERVICE_DOWN', 'WRONG_PINS'])).toEqual(['SERVICE_DOWN OPEN']);
    watched.settings = { SERVICE_DOWN: { enabled: false } };
    expect(watched.at(6, ['SERVICE_DOWN'])).toEqual(['SERVICE_DOWN CLEARED']);
  });

  it('opens again when its acknowledgement ends', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.acknowledge(60);
    expect(watched.at(59, ['WRONG_PINS'])).toEqual(['WRONG_PINS ACKNOWLEDGED']);
    expect(watched.at(60, ['WRONG_PINS'])).toEqual(['WRONG_PINS OPEN']);
    expect(watched.alerts[0]?.acknowledgedByName).toBeUndefined();
    expect(watched.sent.at(-1)).toBe('REOPENED WRONG_PINS at 60');
  });

  it('opens again when the warning that was acknowledged becomes critical', () => {
    watched.at(0, ['WRONG_PINS'], { severity: 'WARNING' });
    watched.acknowledge(60);
    expect(watched.at(10, ['WRONG_PINS'], { severity: 'CRITICAL' })).toEqual(['WRONG_PINS OPEN']);
    expect(watched.sent.at(-1)).toBe('REOPENED WRONG_PINS at 10');
    watched.acknowledge();
    expect(watched.at(20, ['WRONG_PINS'], { severity: 'WARNING' })).toEqual(['WRONG_PINS ACKNOWLEDGED']);
    expect(watched.at(30, ['WRONG_PINS'], { severity: 'CRITICAL' })).toEqual(['WRONG_PINS OPEN']);
  });
  it("opens again when its acknowledgement ends while it can't be read, and not on purpose or when it was over", () => {
    watched.at(0, ['WRONG_PINS']);
    watched.acknowledge(60);
    expect(watched.at(60, [], { hidden: ['WRONG_PINS'], quiet: ['WRONG_PINS'] })).toEqual([
      'WRONG_PINS ACKNOWLEDGED',
    ]);
    expect(watched.at(61, [], { hidden: ['WRONG_PINS'] })).toEqual(['WRONG_PINS OPEN']);
    expect(watched.sent.at(-1)).toBe('REOPENED WRONG_PINS at 61');
    watched.acknowledge(70);
    watched.at(65, []);
    expect(watched.at(70, [], { hidden: ['WRONG_PINS'] })).toEqual(['WRONG_PINS ACKNOWLEDGED']);
  });

  it('counts what begins again after its acknowledgement has ended', () => {
    watched.at(0, ['WRONG_PINS']);
    watched.acknowledge(60);
    watched.at(50, []);
    watched.at(61, ['WRONG_PINS']);
    expect(watched.alerts).toMatchObject([{ state: 'OPEN', occurrences: 2, quietSince: undefined }]);
  });
});
