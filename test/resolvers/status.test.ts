/** The status of the venue, as the API reports it: to every clerk the same. */

import { judgeStatus } from '../../src/domain/status/judge-status.js';
import { AppError } from '../../src/errors/errors.js';
import { OPERATIONS, stopped, wellStatusFacts } from '../domain/status/status-situations.js';
import { appError, ask } from './ask.js';
import { fakeControlPlane, viewer } from './fake-control-plane.js';

const STATUS = `state since planned plannedUntil headline checkedAt cause { code service }
  findings { code severity since message remedy params { name value } consumers service operationId }`;
const ASKED = `{ venueStatus { ${STATUS} } }`;

const status = judgeStatus({ ...wellStatusFacts(), ...stopped('gateway-client') });
const fakeOf = (result = status) => fakeControlPlane({ status: { status: () => result } });

describe('venueStatus', () => {
  it('is the same for five clerks, whatever they may and see', async () => {
    const clerks = ['1', '2', '3', '4', '5'].map((id) =>
      viewer({
        clerk: { id, name: `Clerk ${id}`, active: true, clerkGroupId: id, securityGroupId: id },
        permissions: new Set(),
        scope: { every: false, locationGroupIds: new Set([id]) },
      }),
    );
    const answers = await Promise.all(clerks.map((as) => ask(ASKED, { as, fake: fakeOf() })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.data.venueStatus).toMatchObject({
      state: 'DOWN',
      planned: false,
      cause: { code: 'SERVICE_DOWN', service: 'gateway-client' },
      findings: [
        {
          code: 'SERVICE_DOWN',
          severity: 'CRITICAL',
          service: 'gateway-client',
          params: [
            { name: 'service', value: 'Gateway Client' },
            { name: 'remedy', value: 'Start it.' },
          ],
        },
      ],
    });
  });

  it('is what venue says, and what its consumers are judged by', async () => {
    const fake = fakeOf(judgeStatus({ ...wellStatusFacts(), ...OPERATIONS['first sync, running'] }));
    const { data } = await ask(
      `{ venueStatus { ${STATUS} } venue { status { ${STATUS} } consumers { name available detail } } }`,
      { fake },
    );
    expect(data.venue.status).toEqual(data.venueStatus);
    const available = data.venue.consumers.map(({ available }: { available: boolean | null }) => available);
    expect(available).toEqual([false, false, null, null, false, null]);
  });
});

test('answers what is public where it cannot be read who the token belongs to, and shows why of the rest', async () => {
  const away = new AppError('STATE_DATABASE_UNAVAILABLE');
  const { data, errors } = await ask('{ health { status } services { key } }', { as: null, away });
  expect(data).toMatchObject({ health: { status: 'OK' }, services: null });
  expect(errors?.map((error) => appError(error))).toEqual([away]);
});
