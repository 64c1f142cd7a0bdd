import { ScheduledBackups } from '../../../src/domain/backups/scheduled-backups.js';
import type { Backups, LastBackup } from '../../../src/domain/ports/backups.js';
import { HeardLog } from '../heard-log.js';
import { StillClock, trusted } from '../still-clock.js';

const PLAN = { at: '04:00', folder: '/backups', keep: 3 };
const at = (time: string) => new Date(`2031-05-05T${time}:00`);

interface Given {
  readonly now: Date;
  readonly last?: Date | undefined;
  readonly fails?: boolean;
  /** The note of a made backup can't be written. */
  readonly isNoteless?: boolean;
}

function begin({ now, last, fails = false, isNoteless = false }: Given) {
  const clock = new StillClock(now);
  const log = new HeardLog();
  const made: string[] = [];
  let newest: LastBackup | undefined = last && { takenAt: last, folder: undefined, hasKeys: undefined };
  const machine = { fails, asked: 0 };
  const backups: Backups = {
    last: () => newest,
    async isOnSameDisk() {
      machine.asked += 1;
      return true;
    },
    make: () => Promise.reject(new Error('not asked for')),
    async makeIn(folder, keep) {
      if (machine.fails) throw new Error('away');
      const time = clock.now();
      made.push(`${time.getDate()} ${time.getHours()}:00 ${folder} ${keep}`);
      if (!isNoteless) newest = { takenAt: time, folder, hasKeys: true };
      return { id: 'one', folder, hasKeys: true, deleted: 0 };
    },
  };
  const time = trusted(clock);
  const scheduled = new ScheduledBackups({
    backups,
    settings: { backups: PLAN },
    clock: time,
    log,
  });
  const stop = new AbortController();
  stops.push(stop);
  void scheduled.keep(stop.signal);
  return { clock, log, made, machine, scheduled, time };
}

const stops: AbortController[] = [];
afterEach(() => stops.splice(0).forEach((stop) => void stop.abort()));

it('are made at their time of each day', async () => {
  const { clock, made } = begin({ now: at('03:30'), last: new Date('2031-05-04T04:00:05') });
  await clock.minutes(20);
  expect(made).toEqual([]);
  await clock.minutes(20);
  expect(made).toEqual(['5 4:00 /backups 3']);
  await clock.minutes(24 * 60);
  expect(made).toEqual(['5 4:00 /backups 3', '6 4:00 /backups 3']);
});

it.each([
  ['a time that passed while the server was off', new Date('2031-05-04T04:00:05'), ['5 9:00 /backups 3']],
  ['a venue that has none', undefined, ['5 9:00 /backups 3']],
  ['one that was made since the last time', new Date('2031-05-05T05:00:00'), []],
  ['one that was made before the clock was set back', new Date('2032-01-01'), ['5 9:00 /backups 3']],
])('after a start: %s', async (_, last, expected) => {
  const { clock, made } = begin({ now: at('09:00'), last });
  await clock.minutes(3);
  expect(made).toEqual(expected);
});

it('report why the last attempt failed, and are retried until they are made', async () => {
  const { clock, log, made, machine, scheduled } = begin({ now: at('09:00'), fails: true });
  await clock.minutes(5);
  expect(scheduled.state()).toEqual({ isOnSameDisk: true, failure: 'The reason is in the log.' });
  expect(log.lines).toEqual([expect.objectContaining({ level: 'error', err: expect.any(Error) })]);
  machine.fails = false;
  await clock.minutes(15);
  expect([scheduled.state()?.failure, made]).toEqual([undefined, ['5 9:00 /backups 3']]);
});

it("are made once, also where the note of them can't be written", async () => {
  const { clock, made } = begin({ now: at('09:00'), isNoteless: true });
  await clock.minutes(60);
  expect(made).toHaveLength(1);
});

it('do not touch their disk, which may hang, to report on it', async () => {
  const { clock, machine, scheduled } = begin({ now: at('09:00'), last: at('05:00') });
  await clock.minutes(3);
  const { asked } = machine;
  for (let look = 0; look < 10; look += 1) expect(scheduled.state()?.isOnSameDisk).toBe(true);
  expect(machine.asked).toBe(asked);
});

it.each([-30, 30])(
  'stay due by the true time, and delete none, beside a clock that is moved by %i days',
  async (days) => {
    const { clock, made } = begin({ now: at('09:00') });
    await clock.minutes(3);
    clock.move(days * 86_400_000);
    await clock.minutes(24 * 60);
    expect(made.map((each) => each.split(' ').at(-1))).toEqual(['3', 'undefined']);
  },
);

it('are made again each day after a set-back clock was confirmed', async () => {
  const { clock, made, time } = begin({ now: at('09:00') });
  await clock.minutes(3);
  clock.move(-30 * 86_400_000);
  time.confirm();
  await clock.minutes(3);
  expect(made).toEqual(['5 9:00 /backups 3', '5 9:00 /backups 3']);
});

it('have an overview with the next run, which is now where one is due', async () => {
  const last = new Date('2031-05-05T04:00:05');
  const { scheduled, clock } = begin({ now: at('09:00'), last });
  await clock.pass(0);
  expect(scheduled.overview()).toEqual({
    last: { takenAt: last, folder: undefined, hasKeys: undefined },
    schedule: { ...PLAN, isOnSameDisk: true, failure: undefined, nextRunAt: new Date('2031-05-06T04:00:00') },
  });
  clock.pause(20 * 3_600_000);
  expect(scheduled.overview().schedule?.nextRunAt).toEqual(clock.now());
});
