/** Alerts over the API. */
import { jest } from '@jest/globals';
import { judgeStatus } from '../../src/domain/status/judge-status.js';
import { stopped, wellStatusFacts } from '../domain/status/status-situations.js';
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

describe('an alert', () => {
  const down = judgeStatus({ ...wellStatusFacts(), ...stopped('gateway-client') });
  const codesIn = async (of: ReturnType<typeof newAlert>, status = down) => {
    const fake = fakeControlPlane({
      alerts: { list: async () => [of] },
      status: { status: () => status },
    });
    const asked = '{ alerts { edges { node { findingCode service actionCode } } } }';
    const { data, errors } = await ask(asked, { fake });
    expect(errors).toBeUndefined();
    return data?.alerts.edges[0].node;
  };

  it('names the finding that it is about, its service and what to do next', async () => {
    const about = { findingCode: 'SERVICE_DOWN', service: 'gateway-client', actionCode: 'OPEN_SERVICES' };
    expect(await codesIn(newAlert())).toEqual(about);
    expect(await codesIn(newAlert({ code: 'ORDERING_DOWN', subject: '' }))).toEqual(about);
  });

  it('is judged once in a request, with all others and for every field', async () => {
    const status = jest.fn(() => down);
    const list = async () => [newAlert(), newAlert({ id: 'two', code: 'ORDERING_DOWN', subject: '' })];
    const fake = fakeControlPlane({ alerts: { list }, status: { status } });
    const asked = '{ alerts { edges { node { findingCode causeCode service actionCode } } } }';
    const { data } = await ask(asked, { fake });
    const about = { findingCode: 'SERVICE_DOWN', service: 'gateway-client' };
    expect(data?.alerts.edges).toMatchObject([{ node: about }, { node: about }]);
    expect(status).toHaveBeenCalledTimes(1);
  });

  it('names no finding once its cause is over, or where it is about none', async () => {
    const none = { findingCode: null, service: null };
    expect(await codesIn(newAlert(), judgeStatus(wellStatusFacts()))).toMatchObject(none);
    expect(await codesIn(newAlert({ subject: 'netpos' }))).toMatchObject(none);
    expect(await codesIn(newAlert({ code: 'OPERATION_FAILED', subject: 'op-1' }))).toEqual({
      ...none,
      actionCode: 'OPEN_OPERATION',
    });
    expect(await codesIn(newAlert({ code: 'DISK_LOW', subject: '' }))).toEqual({ ...none, actionCode: null });
  });
});
