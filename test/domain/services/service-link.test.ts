/** What `services` says of the two services that make the link: what the status of the venue says of their consumers. */
import { eachOnboarding } from '../onboarding/onboarding-bench.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

describe('a service whose health depends on the cloud', () => {
  const domain = eachDomain();
  const look = async () => {
    await domain.clock.pass(12_000);
    await domain.clock.pass(6000);
  };
  beforeEach(async () => {
    domain.venue.syncExceptions = 0;
    domain.plane.keepStatus();
    await look();
  });

  const gateway = async () => (await domain.plane.services.all()).find(({ key }) => key === 'gateway-client');
  const words = async () => {
    const view = await gateway();
    return [view?.health, view?.nextAction];
  };

  it('is judged by what the status says now, and not by what it said once', async () => {
    expect(await words()).toEqual(['HEALTHY', undefined]);
    domain.venue.connection = 'disconnected';
    await look();
    const [lost] = domain.plane.status.status().findings;
    expect(lost?.code).toBe('LINK_DOWN');
    expect(await words()).toEqual(['DEGRADED', `Gateway Client runs. ${lost?.message} ${lost?.remedy}`]);
    domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
    await look();
    expect((await gateway())?.nextAction).toContain('swiftpos Cloud cannot be reached');
  });

  it.each([
    [
      'an expired registration',
      () => (domain.venue.expiresOn = '2031-01-01'),
      'The registration was valid through',
    ],
    [
      'a web server that is stopped',
      () => (domain.venue.model.machine.webServer = 'Stopped'),
      'The web server of SwiftAPI is stopped',
    ],
  ])('is not well under %s', async (_name, set, said) => {
    set();
    await look();
    expect(await gateway()).toMatchObject({ health: 'DEGRADED', status: 'RUNNING' });
    expect((await gateway())?.nextAction).toContain(said);
  });

  it('is down where it does not run, though no one set it to start automatically', async () => {
    domain.venue.stop('gateway-client');
    domain.venue.model.services['gateway-client'].startMode = 'Manual';
    await look();
    expect(domain.plane.status.status().findings[0]).toMatchObject({
      code: 'SERVICE_DOWN',
      severity: 'CRITICAL',
      service: 'gateway-client',
    });
    expect(await words()).toEqual(['DOWN', 'Start it, and set it to start automatically.']);
  });

  it('asks the cloud nothing automatically', async () => {
    const asked = () => domain.venue.calls.filter((script) => script === 'Get-CloudVenue').length;
    const before = asked();
    await Promise.all([gateway(), gateway(), domain.plane.services.one('cloud-sync')]);
    await gateway();
    expect(asked()).toBe(before);
  });

  it('is not unknown because the state database is away', async () => {
    domain.lock(true);
    await look();
    expect(await gateway()).toMatchObject({ health: 'HEALTHY' });
    domain.lock(false);
  });
});

describe('Gateway Client in the middle of an onboarding', () => {
  const bench = eachOnboarding();
  it.each([
    [
      'is down when it stops while Cloud Sync is downloaded',
      'Save-CloudSyncPackage',
      'SERVICE_DOWN',
      'Automatic',
    ],
    ['is so too where it is started by hand', 'Save-CloudSyncPackage', 'SERVICE_DOWN', 'Manual'],
    [
      'is off on purpose while it is being started',
      'Start-VenueHostService',
      'SERVICE_CHANGING',
      'Automatic',
    ],
  ] as const)('%s', async (_, script, code, startMode) => {
    const { domain, venue } = bench;
    domain.plane.keepStatus();
    venue.credential = 'old credential';
    venue.run('gateway-client');
    domain.venue.model.services['gateway-client'].startMode = startMode;
    const { reached } = venue.holdUp(script);
    await bench.begin();
    await bench.passing(reached);
    domain.venue.stop('gateway-client');
    await domain.clock.pass(12_000);
    await domain.clock.pass(6000);
    const { state, planned, findings } = domain.plane.status.status();
    const ofGateway = findings.filter(({ service }) => service === 'gateway-client');
    expect({ state, planned, codes: ofGateway.map((finding) => finding.code) }).toEqual({
      state: 'DOWN',
      planned: code === 'SERVICE_CHANGING',
      codes: [code],
    });
  });

  it('is down when it stops after it was started, also where the clock was set back since', async () => {
    const { domain, venue } = bench;
    const { reached } = venue.holdUp('Clear-PreviousCredential');
    await bench.begin();
    await bench.passing(reached);
    domain.clock.move(-3_600_000);
    await domain.plane.clock.confirm(callerOf('2'), 'radio clock');
    domain.venue.stop('gateway-client');
    const gateway = await domain.plane.services.one('gateway-client');
    expect(gateway).toMatchObject({ health: 'DOWN', isLetBe: true });
  });
});

describe('a service of a Windows cluster', () => {
  const domain = eachDomain();
  test.each([
    ['Connect (SQL1)', 'A Windows cluster manages Connect, possibly on another node. '],
    ['', 'Whether a Windows cluster manages Connect could not be read'],
  ])('("%s") that is stopped here may run on another node', async (ClusterResource, said) => {
    domain.venue.stop('connect');
    domain.venue.model.services.connect.clusterResource = ClusterResource;
    const connect = (await domain.plane.services.all()).find(({ key }) => key === 'connect');
    expect(connect).toMatchObject({ status: 'STOPPED', health: 'INACTIVE' });
    expect(connect?.nextAction).toContain(said);
  });
});
