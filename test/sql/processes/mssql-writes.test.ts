/** Whatever fails on the way to SQL Server and in it, through the real client: what was acknowledged is there, and nothing is there twice. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../samples.js';
import type { Fault } from '../tds/faults.js';
import { eventually, FailingServer } from './failing-server.js';

describe('a write to SQL Server', () => {
  const failing = new FailingServer();
  const { server } = failing;
  beforeAll(() => failing.start());
  afterEach(() => server.faults.clear());
  afterAll(() => failing.stop());
  const marks = () => {
    const raw = new DatabaseSync(failing.file, { readOnly: true });
    const { count } = raw.prepare('SELECT count(*) AS count FROM "venue_control.commit_mark"').get() as {
      count: number;
    };
    raw.close();
    return count;
  };

  it.each<[string, Fault['do'], Fault['at']]>([
    ['reset before COMMIT was carried out', 'reset', 'commit'],
    ['reset after COMMIT was carried out', 'apply then reset', 'commit'],
    ['ended before COMMIT was carried out', 'end', 'commit'],
    ['ended after COMMIT was carried out', 'apply then end', 'commit'],
    ['cut in the answer to COMMIT', { cutAt: 0.5, by: 'reset' }, 'commit'],
    ['a deadlock at COMMIT', { error: { number: 1205, message: 'deadlock victim', class: 13 } }, 'commit'],
    [
      'a deadlock in a statement',
      { error: { number: 1205, message: 'deadlock victim', class: 13 } },
      /operation_event/,
    ],
    ['reset in a statement', 'reset', /insert into "venue_control"."operation_event"/],
    ['reset after a statement', 'apply then reset', /insert into "venue_control"."operation_event"/],
    [
      'cut in the answer to a statement',
      { cutAt: 0.3, by: 'end' },
      /insert into "venue_control"."operation_event"/,
    ],
    ['reset at the mark', 'apply then reset', /commit_mark/],
    ['reset at BEGIN', 'reset', 'begin'],
    ['reset after BEGIN', 'apply then reset', 'begin'],
    [
      'a session that is killed',
      { error: { number: 596, message: 'session killed', class: 21 } },
      /operation_event/,
    ],
  ])('has said it once, after %s', async (name, fault, point) => {
    server.fault({ at: point, do: fault });
    await failing.say(name);
    expect(server.faults.met).toBeGreaterThan(0);
    expect((await failing.said()).filter((message) => message === name)).toHaveLength(1);
    const { sequence } = await failing.say(`after ${name}`);
    expect((await failing.said())[sequence - 1]).toBe(`after ${name}`);
    expect(marks()).toBeGreaterThan(0);
  });

  it('hangs after COMMIT was carried out: it is looked up, and not done twice', async () => {
    const hasty = await failing.open({ requestMs: 300 });
    server.fault({ at: 'commit', do: 'apply then hang' });
    await hasty.plans.remember('hung', { once: true }, at(0));
    expect(await hasty.plans.recall('hung')).toMatchObject({ value: { once: true } });
    await hasty.close();
  });

  it('drops every connection again and again: each is said once, whatever was acknowledged is there', async () => {
    const since = performance.now();
    await failing.say('with nothing dropped');
    // So that some are written whole, however busy the machine is.
    const pace = Math.max(40, performance.now() - since);
    let [stopped, drops] = [false, 0];
    const dropping = (async () => {
      while (!stopped) {
        await sleep(pace + Math.random() * 3 * pace);
        server.dropAll();
        drops += 1;
      }
    })();
    const acknowledged: string[] = [];
    const isEnough = () => acknowledged.length > 20 && drops > 2;
    for (let index = 0; index < 60 || (!isEnough() && index < 2000); index += 1) {
      const message = `dropped ${index}`;
      await failing.say(message).then(
        () => acknowledged.push(message),
        () => sleep(200),
      );
    }
    stopped = true;
    await dropping;
    expect(drops).toBeGreaterThan(2);
    const everything = await eventually(() => failing.said());
    const found = everything.filter((message) => message.startsWith('dropped'));
    expect(new Set(found).size).toBe(found.length);
    expect(acknowledged.filter((message) => !found.includes(message))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(20);
  }, 240_000);
});
