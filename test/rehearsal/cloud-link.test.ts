import { CloudProcess, machineId, pause } from './cloud-process.js';

let cloud: CloudProcess;
let credential: string;
beforeAll(async () => {
  cloud = await new CloudProcess().start();
  credential = await cloud.onboard();
});
afterAll(() => cloud.end());
afterEach(() => cloud.setFaults({}));

describe('the link', () => {
  it('was never there before a heartbeat, is connected by one of the gateway, and lost after five seconds', async () => {
    const before = (await cloud.askVenue('GET', '')).body.connection;
    expect(before).toMatchObject({
      state: 'never',
      machineId: null,
      lastHeartbeatAt: null,
      otherServers: [],
    });
    expect((await cloud.beat(credential, machineId, 'cloud-sync')).status).toBe(204);
    expect((await cloud.askVenue('GET', '')).body.connection.state).toBe('never');
    expect((await cloud.beat(credential)).status).toBe(204);
    expect((await cloud.askVenue('GET', '')).body.connection).toMatchObject({
      state: 'connected',
      machineId,
      swiftposVersion: '10.58.0',
      otherServers: [],
    });
    await pause(5200);
    expect((await cloud.askVenue('GET', '')).body.connection.state).toBe('disconnected');
  });

  it('refuses the credential of another server', async () => {
    expect(await cloud.beat(credential, `${machineId}-new`)).toMatchObject({
      status: 409,
      body: { code: 'MACHINE_MISMATCH' },
    });
  });

  it('belongs to a new server from its first heartbeat on; the old one shows while it is still connected', async () => {
    await cloud.beat(credential);
    const newMachine = `${machineId}-new`;
    const newCredential = await cloud.onboard(newMachine);
    expect((await cloud.askVenue('GET', '')).body.connection).toMatchObject({
      state: 'connected',
      machineId,
    });
    await cloud.beat(newCredential, newMachine);
    const { connection } = (await cloud.askVenue('GET', '')).body;
    expect(connection).toMatchObject({
      state: 'connected',
      machineId: newMachine,
      otherServers: [machineId],
    });
  });

  it('link=down takes no heartbeat and says disconnected; link=old-server-connected shows another machine', async () => {
    await cloud.setFaults({ link: 'down' });
    await expect(cloud.beat(credential)).rejects.toThrow();
    expect((await cloud.askVenue('GET', '')).body.connection.state).toBe('disconnected');
    await cloud.setFaults({ link: 'old-server-connected' });
    const { otherServers } = (await cloud.askVenue('GET', '')).body.connection;
    expect(otherServers.at(-1)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('a location', () => {
  it('keeps the Cloud Client ID of its first activation', async () => {
    const activate = (id: string) =>
      cloud.askVenue('PUT', `/locations/${id}/activation`, undefined, credential);
    const first = await activate('1');
    expect(first).toMatchObject({
      status: 200,
      body: { locationId: '1', cloudClientId: expect.any(String) },
    });
    expect((await activate('1')).body).toEqual(first.body);
    expect(await activate('99')).toMatchObject({ status: 404, body: { code: 'LOCATION_UNKNOWN' } });
    expect((await cloud.askVenue('GET', '')).body.locations).toEqual([
      { locationId: '1', activated: true, cloudClientId: first.body.cloudClientId },
      ...['2', '3', '4'].map((locationId) => ({ locationId, activated: false, cloudClientId: null })),
    ]);
    const { activations } = (await cloud.ask('GET', '/ledger')).body;
    expect(activations.map((entry: { outcome: string }) => entry.outcome)).toEqual([
      'activated',
      'already-activated',
    ]);
  });
});
