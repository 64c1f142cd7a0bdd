/** Alerts over the API. */
import { newAlert } from '../storage/samples.js';
import { ask } from './ask.js';
import { fakeControlPlane, MOMENT } from './fake-control-plane.js';

it('says since when the cause of an open alert is over', async () => {
  const alerts = [newAlert({ quietSince: MOMENT }), newAlert()];
  const fake = fakeControlPlane({ alerts: { list: async () => alerts } });
  const { data } = await ask('{ alerts { edges { node { state overSince } } } }', { fake });
  expect(data).toEqual({
    alerts: {
      edges: [
        { node: { state: 'OPEN', overSince: MOMENT.toISOString() } },
        { node: { state: 'OPEN', overSince: null } },
      ],
    },
  });
});
