/** What `services` says of the two services that make the link: the cloud's word on it is a few seconds old at most. */
import { ScriptError } from '../../src/operations/ports/script-runner.js';
import { eachDomain } from './practice-domain.js';

describe('a service whose health depends on the cloud', () => {
  const domain = eachDomain();
  beforeEach(() => domain.plane.venue.onboarding());

  const gateway = async () => (await domain.plane.services.all()).find(({ key }) => key === 'gateway-client');
  const asked = () => domain.world.calls.filter((script) => script === 'Get-CloudVenue').length;

  it('is judged by what the cloud says now, and not by what it said once', async () => {
    expect(await gateway()).toMatchObject({ health: 'HEALTHY' });
    domain.world.connection = 'disconnected';
    await domain.clock.pass(6000);
    expect(await gateway()).toMatchObject({ health: 'DEGRADED' });
    domain.world.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
    await domain.clock.pass(6000);
    expect((await gateway())?.nextAction).toContain('swiftpos Cloud cannot be reached');
  });

  it('is asked about once for all who look within a few seconds', async () => {
    const before = asked();
    await domain.clock.pass(6000);
    await Promise.all([gateway(), gateway(), domain.plane.services.one('cloud-sync')]);
    await gateway();
    expect(asked()).toBe(before + 1);
  });

  it('says since when it is not known, where the cloud does not answer in time', async () => {
    const { promise, reject } = Promise.withResolvers<unknown>();
    domain.world.scripts.set('Get-CloudVenue', () => promise);
    await domain.clock.pass(60_000);
    const looking = gateway();
    await domain.clock.pass(4000);
    expect(await looking).toMatchObject({ health: 'DEGRADED' });
    expect((await looking)?.nextAction).toContain('has not answered since 03:10');
    reject(new ScriptError('Get-CloudVenue', 'TIMED_OUT', 'late'));
  });

  it('is not unknown because the state database is away', async () => {
    domain.lock(true);
    await domain.clock.pass(6000);
    expect(await gateway()).toMatchObject({ health: 'HEALTHY' });
    domain.lock(false);
  });
});

describe('a service of a Windows cluster', () => {
  const domain = eachDomain();
  test.each([
    ['Connect (SQL1)', 'A Windows cluster runs connect, perhaps on another node: '],
    ['', 'Whether a Windows cluster runs connect could not be read'],
  ])('("%s") that is stopped here may run on another node', async (ClusterResource, said) => {
    const state = domain.world.scripts.get('Get-ServiceState');
    domain.world.stopped.add('connect');
    domain.world.scripts.set('Get-ServiceState', async (parameters) => {
      const rows = (await state?.(parameters)) as { Key: string }[];
      return rows.map((row) => (row.Key === 'connect' ? { ...row, ClusterResource } : row));
    });
    const connect = (await domain.plane.services.all()).find(({ key }) => key === 'connect');
    expect(connect).toMatchObject({ status: 'STOPPED', health: 'INACTIVE' });
    expect(connect?.nextAction).toContain(said);
  });
});
