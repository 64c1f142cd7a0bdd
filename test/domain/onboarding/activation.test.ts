/** An activation whose answer is lost: what its failure says is what the cloud says then. */
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const domain = eachDomain();

it.each<[string, () => unknown, readonly string[]]>([
  ['has it activated', () => undefined, ['Public Bar stays activated.']],
  ['has it not', () => (domain.venue.model.cloud.activations = []), []],
  [
    'is away',
    () => domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE'),
    ['Whether Public Bar is activated is unknown.'],
  ],
])('reports what is left where the cloud %s', async (_, set, notRestored) => {
  domain.venue.refuse('Enable-CloudLocation', 'CLOUD_NO_ANSWER');
  set();
  const { id } = await domain.plane.locations.activate(callerOf('1'), ['1']);
  for (let second = 0; second < 100; second += 1) await domain.clock.pass(1000);
  expect(await domain.find(id)).toMatchObject({
    state: 'FAILED',
    failure: { code: 'CLOUD_NO_ANSWER', notRestored },
  });
});
