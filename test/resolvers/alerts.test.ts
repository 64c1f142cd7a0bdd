/** Alerts over the API. */
import { newAlert } from '../storage/samples.js';
import { ask } from './ask.js';
import { fakeControlPlane, MOMENT } from './fake-control-plane.js';

it('says from when to when the cause of an alert lasts', async () => {
  const alerts = [newAlert({ quietSince: MOMENT }), newAlert()];
  const beganAt = newAlert().seenAt.toISOString();
  const fake = fakeControlPlane({ alerts: { list: async () => alerts } });
  const { data } = await ask('{ alerts { edges { node { state beganAt overSince } } } }', { fake });
  expect(data).toEqual({
    alerts: {
      edges: [
        { node: { state: 'OPEN', beganAt, overSince: MOMENT.toISOString() } },
        { node: { state: 'OPEN', beganAt, overSince: null } },
      ],
    },
  });
});
