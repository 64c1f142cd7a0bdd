import { machineId, onceCloud, pause } from './cloud-process.js';

const cloud = onceCloud();
let credential: string;
beforeAll(async () => {
  credential = await cloud.onboard();
});

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
});
