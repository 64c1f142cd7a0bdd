/** Who may read who holds a service: a guard of its own, since a service is also answered to who may only control it. */
import { Permission } from '../../src/operations/words/permissions.js';
import { appError, ask } from './ask.js';
import { fakeControlPlane, MOMENT, viewer } from './fake-control-plane.js';

const stop = {
  operationId: 'op-1',
  title: 'Stop NetPOS',
  byName: 'Morgan Reyes',
  at: MOMENT,
  reason: 'Printer queue stuck',
};

async function asked(...permissions: Permission[]) {
  const { services } = fakeControlPlane().controlPlane;
  const [service] = await services.all();
  if (!service) throw new Error('No service');
  return ask(
    'mutation { startService(key: "netpos") { key heldBy { byName } stoppedBy { title byName at reason } } }',
    {
      as: viewer({ permissions: new Set(permissions) }),
      fake: fakeControlPlane({ services: { control: async () => ({ ...service, stoppedBy: stop }) } }),
    },
  );
}

it('who may see services reads who had one stopped, when and why', async () => {
  const answer = await asked(Permission.SERVICES_CONTROL, Permission.SERVICES_VIEW);
  expect(answer.errors).toBeUndefined();
  const { operationId: _, ...said } = stop;
  expect(answer.data?.startService).toEqual({
    key: 'gateway-client',
    heldBy: null,
    stoppedBy: { ...said, at: MOMENT.toISOString() },
  });
});

it('who may control services and not see them reads neither', async () => {
  const answer = await asked(Permission.SERVICES_CONTROL);
  expect(answer.data?.startService).toEqual({ key: 'gateway-client', heldBy: null, stoppedBy: null });
  expect(
    answer.errors?.map((error) => [error.path?.join('.'), appError(error).details['permission']]),
  ).toEqual([
    ['startService.heldBy', 'SERVICES_VIEW'],
    ['startService.stoppedBy', 'SERVICES_VIEW'],
  ]);
});
