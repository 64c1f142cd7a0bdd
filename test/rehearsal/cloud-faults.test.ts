import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { get, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFaults } from '../../rehearsal/faults.js';
import { customerNumber, onceCloud, pause, until } from './cloud-process.js';

const cloud = onceCloud();
afterEach(() => cloud.setFaults({}));

const venue = () => cloud.askVenue('GET', '');
const activationPath = `/v1/venues/${customerNumber}/authentication-codes`;
const codesSent = async () => (await cloud.ask('GET', '/ledger')).body.codeRequests.length;
const failure = (sent: Promise<unknown>) =>
  sent.then(
    () => 'answered',
    (error: { cause?: { code?: string }; name: string }) => error.cause?.code ?? error.name,
  );

describe('faults of every answer', () => {
  it('cloud=down closes the connection and does nothing', async () => {
    await cloud.setFaults({ cloud: 'down' });
    expect(await failure(venue())).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(await failure(cloud.ask('POST', activationPath, {}))).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(await codesSent()).toBe(0);
  });

  it('cloud=slow answers late but rightly', async () => {
    await cloud.setFaults({ cloud: 'slow' });
    const since = Date.now();
    expect((await venue()).status).toBe(200);
    expect(Date.now() - since).toBeGreaterThanOrEqual(2900);
  });

  it('cloud=error-500 and cloud=error-429 refuse and do nothing', async () => {
    await cloud.setFaults({ cloud: 'error-500' });
    expect(await venue()).toMatchObject({ status: 500, body: { code: 'CLOUD_ERROR' } });
    await cloud.setFaults({ cloud: 'error-429' });
    const busy = await cloud.ask('POST', activationPath, {});
    expect(busy).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
    expect(busy.headers.get('retry-after')).toBe('5');
    expect(await codesSent()).toBe(0);
  });

  it('cloud=reset does the request and then resets the connection', async () => {
    const before = await codesSent();
    await cloud.setFaults({ cloud: 'reset' });
    expect(await failure(cloud.ask('POST', activationPath, {}))).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(await codesSent()).toBe(before + 1);
  });

  it('cloud=huge streams a gigabyte from one block of memory, and stops when the client leaves', async () => {
    await cloud.setFaults({ cloud: 'huge' });
    const request = get(`${cloud.url}/v1/venues/${customerNumber}`);
    const [response] = await once(request, 'response');
    expect(response.headers['content-length']).toBe('1000000000');
    let received = 0;
    for await (const part of response) {
      received += part.length;
      if (received > 200_000_000) break;
    }
    expect(received).toBeGreaterThan(200_000_000);
    const pages = Number(readFileSync(`/proc/${cloud.child?.pid}/statm`, 'utf8').split(' ')[1]);
    expect((pages * 4096) / 1e6).toBeLessThan(250);
    await cloud.setFaults({});
    expect((await venue()).status).toBe(200);
  });

  it.each(['down', 'error-500', 'reset', 'malformed', 'huge'])(
    'cloud=%s leaves mailbox, ledger, faults and identity alone',
    async (fault) => {
      await cloud.setFaults({ cloud: fault });
      for (const path of ['/mailbox', '/ledger', '/faults', '/identity']) {
        expect((await cloud.ask('GET', path)).status).toBe(200);
      }
      expect((await cloud.ask('GET', '/faults')).body).toEqual({ cloud: fault });
    },
  );
});

describe('setting faults', () => {
  it('refuses an unknown one with the list of known ones and changes nothing', async () => {
    await cloud.setFaults({ link: 'down' });
    const answer = await cloud.ask('PUT', '/faults', { gremlin: 'big' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'FAULT_UNKNOWN' } });
    expect(answer.body.message).toContain('Known faults: cloud, redeem, registration');
    expect((await cloud.ask('GET', '/faults')).body).toEqual({ link: 'down' });
  });

  it('by the file or by the command line acts within a second, in the cloud and in the database', async () => {
    writeFileSync(join(cloud.dataFolder, 'rehearsal/faults.json'), '{"registration":"expiring"}');
    const soon = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
    expect((await venue()).body.registrationExpiresOn).toBe(soon);
    const database = new DatabaseSync(join(cloud.dataFolder, 'venue.sqlite'), { readOnly: true });
    const expiry = database.prepare('SELECT expires_on FROM swiftpos_registration');
    await until(() => expiry.get()?.['expires_on'] === soon, 1000);
    database.close();
    setFaults(cloud.dataFolder, { cloud: 'error-500' });
    expect((await venue()).status).toBe(500);
  });

  it('database=locked holds the write lock from another process, lets readers read, and gives it back', async () => {
    const database = new DatabaseSync(join(cloud.dataFolder, 'venue.sqlite'), { timeout: 50 });
    const write = () => database.exec("INSERT INTO swiftpos_audit (at, action, detail) VALUES ('', '', '')");
    write();
    await cloud.setFaults({ database: 'locked' });
    expect(write).toThrow('database is locked');
    expect(database.prepare('SELECT count(*) AS n FROM swiftpos_clerk').get()?.['n']).toBe(5);
    setFaults(cloud.dataFolder, { database: 'locked', registration: 'expired' });
    await pause(500);
    expect(write).toThrow('database is locked');
    expect(
      database.prepare("SELECT expires_on < date('now') AS over FROM swiftpos_registration").get()?.['over'],
    ).toBe(1);
    setFaults(cloud.dataFolder, {});
    await pause(250);
    write();
    await cloud.setFaults({ database: 'locked' });
    await cloud.kill('SIGKILL');
    write();
    database.close();
    await cloud.start();
  });
});

describe('what the cloud refuses', () => {
  const raw = (headers: Record<string, string>, method = 'GET', path = '/identity', body = '') =>
    new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; text: string }>(
      (resolve, reject) => {
        const request = httpRequest(cloud.url + path, { method, headers }, (response) => {
          let text = '';
          response.on('data', (part) => {
            text += part;
          });
          response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
        });
        request.on('error', reject);
        request.end(body);
      },
    );

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    '[::1]',
    '127.0.0.1:80:80',
    'localhost',
    'localhost.',
    '127.1',
  ])('Host %s', async (host) => {
    expect(await raw({ host })).toMatchObject({ status: 403, text: expect.stringContaining('HOST_REFUSED') });
  });

  it('pages of other sites, but not its own', async () => {
    expect((await raw({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await raw({ origin: 'null' })).status).toBe(403);
    expect((await raw({ origin: cloud.url })).status).toBe(200);
  });

  it('bodies that are too large, no JSON, or no object', async () => {
    const put = (type: string, body: string) => raw({ 'content-type': type }, 'PUT', '/faults', body);
    expect((await put('text/plain', '{}')).status).toBe(415);
    expect((await put('application/json', '[]')).status).toBe(400);
    expect((await put('application/json', '{"a":')).status).toBe(400);
    expect((await put('application/json', `{"a":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
  });

  it('other venues, paths and methods', async () => {
    expect(await cloud.ask('GET', '/v1/venues/99999999')).toMatchObject({
      status: 404,
      body: { code: 'VENUE_UNKNOWN' },
    });
    expect(await cloud.ask('GET', '/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 'PATH_UNKNOWN' },
    });
    const refused = await cloud.ask('DELETE', '/mailbox');
    expect(refused).toMatchObject({ status: 405, body: { code: 'METHOD_REFUSED' } });
    expect(refused.headers.get('allow')).toBe('GET');
  });

  it('no one who reads the mailbox in a browser: no script, newest mail on top, text escaped', async () => {
    await cloud.newCode();
    const page = await raw({ accept: 'text/html,*/*' }, 'GET', '/mailbox');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toMatch(/Authentication Code: \w{8}/);
    expect(page.text).not.toMatch(/<script|onload=/);
  });
});
