import { REFUSALS_LOGGED, RefusalLog } from '../../src/server/documents/refusal-log.js';
import { HeardLog } from '../domain/heard-log.js';

test('a flood of refusals fills no log, and hides no refusal of another clerk', () => {
  const log = new HeardLog();
  let now = 0;
  const refusals = new RefusalLog(log, () => now);
  const flood = () => {
    for (let each = 0; each < 1000; each += 1)
      refusals.note({ code: 'UNAUTHENTICATED', correlationId: `c${each}` });
  };
  flood();
  expect(log.lines).toHaveLength(REFUSALS_LOGGED);
  expect(log.lines.at(-1)?.['msg']).toBe(
    'Request refused; more of the same caller in this minute are not logged',
  );
  refusals.note({ code: 'FORBIDDEN', field: 'venue', clerkId: '7', correlationId: 'd' });
  expect(log.lines.at(-1)).toMatchObject({ clerkId: '7', msg: 'Request refused' });
  now += 60_000;
  flood();
  expect(log.lines).toHaveLength(2 * REFUSALS_LOGGED + 1);
});

test('a flood of refusals hides no failure, and a flood of failures is logged as short', () => {
  const log = new HeardLog();
  const refusals = new RefusalLog(log, () => 0);
  const err = new Error('the database does not respond');
  for (let each = 0; each < 1000; each += 1)
    refusals.note({ code: 'UNAUTHENTICATED', correlationId: `c${each}` });
  for (let each = 0; each < 1000; each += 1)
    refusals.note({ code: 'VENUE_DATABASE_UNAVAILABLE', correlationId: `d${each}`, err });
  expect(log.lines).toHaveLength(2 * REFUSALS_LOGGED);
  expect(log.lines[REFUSALS_LOGGED]).toMatchObject({ level: 'warn', err, msg: 'Request refused' });
});
