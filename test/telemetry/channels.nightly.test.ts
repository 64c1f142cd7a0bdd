/** Each channel against a real receiver on this computer: an SMTP server that requires nothing else, and an HTTP server. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import type { NotificationChannel } from '../../src/domain/ports/notification-channel.js';
import type { ChannelSetting } from '../../src/domain/types/channels.js';
import type { Notification } from '../../src/domain/types/venue-alert.js';
import { openChannels } from '../../src/telemetry/channels/open-channels.js';

const KEY = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const opened: Notification = {
  event: 'OPENED',
  at: '2031-05-06T12:00:00.000Z',
  customerNumber: '12345678',
  companyName: 'The Anchor',
  alert: {
    id: 'a',
    code: 'ORDERING_DOWN',
    severity: 'CRITICAL',
    message: 'Ordering is down.',
    remedy: 'Start Gateway Client.',
    openedAt: '2031-05-06T12:00:00.000Z',
    clearedAt: undefined,
    occurrences: 1,
  },
};
const soon = () => AbortSignal.timeout(5000);

function channelOf(setting: ChannelSetting, secrets: Readonly<Record<string, string>>) {
  const config = { venueFile: { said: { cloud: { proxy: 'none' } } } };
  const read = (_channel: string, what: string) => secrets[what];
  const [channel] = openChannels([setting], { secrets: { read }, config, alerts: undefined });
  return channel as NotificationChannel;
}

describe('web channels', () => {
  const received: { request: IncomingMessage; body: string }[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ request, body });
      response.writeHead(status, { location: 'https://example.com/' }).end('secret answer');
    });
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sentinel`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    received.length = 0;
    status = 200;
  });

  it('sign a webhook so that its receiver can verify it', async () => {
    await channelOf({ name: 'ops', kind: 'webhook' }, { url, key: KEY }).send('msg_1', opened, soon());
    const [{ request, body }] = received as [(typeof received)[0]];
    const headers = request.headers as Record<string, string>;
    expect(new Webhook(KEY).verify(body, headers)).toMatchObject({
      type: 'alert.opened',
      data: { alert: { code: 'ORDERING_DOWN' } },
    });
    expect(headers['webhook-id']).toBe('msg_1');
    expect(() => new Webhook(KEY).verify(`${body} `, headers)).toThrow();
  });

  it('send Teams a card, and a heartbeat without content', async () => {
    await channelOf({ name: 'team', kind: 'teams' }, { url }).send('msg_1', opened, soon());
    await channelOf({ name: 'watch', kind: 'heartbeat' }, { url }).send('msg_2', opened, soon());
    const { attachments } = JSON.parse(received[0]?.body ?? '');
    expect(attachments[0].content.body.map(({ text }: { text: string }) => text)).toEqual([
      'Opened: ORDERING_DOWN',
      'The Anchor, 12345678',
      'Ordering is down.',
      'Start Gateway Client.',
    ]);
    expect(received[1]).toMatchObject({ request: { method: 'GET' }, body: '' });
  });

  it.each([500, 302, 404])('take status %d for a failure that names no address', async (answer) => {
    status = answer;
    const channel = channelOf({ name: 'ops', kind: 'teams' }, { url });
    const failure = await channel.send('msg_1', opened, soon()).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'NOTIFICATION_FAILED' });
    expect((failure as Error).message).toContain(String(answer));
    expect(JSON.stringify([failure, (failure as Error).message])).not.toMatch(/sentinel|secret answer/);
    expect(received).toHaveLength(1);
  });

  it.each([
    [{ url: 'http://example.com/hook', key: KEY }, 'https'],
    [{ url: 'http://127.0.0.1.example.com/', key: KEY }, 'https'],
    [{ url: 'https://example.com/', key: 'short' }, 'base64'],
    [{}, 'never set'],
  ])('refuse to send by %j', async (secrets, said) => {
    const channel = channelOf({ name: 'ops', kind: 'webhook' }, secrets as Record<string, string>);
    await expect(channel.send('msg_1', opened, soon())).rejects.toThrow(said);
  });
});

describe('e-mail', () => {
  const received: Buffer[] = [];
  let isRefused = false;
  const server = new SMTPServer({
    onAuth: ({ username, password }, _session, done) =>
      username === 'ops' && password === 'sentinel' ? done(null, { user: username }) : done(new Error('no')),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (isRefused) return done(Object.assign(new Error('sentinel'), { responseCode: 452 }));
        received.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  let setting: ChannelSetting;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const people = { from: 'venue@example.com', to: ['ops@example.com', 'boss@example.com'] };
    setting = { name: 'mail', kind: 'email', host: '127.0.0.1', port, ...people, user: 'ops' };
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('arrives with its text, and with the delivery as its ID', async () => {
    await channelOf(setting, { password: 'sentinel' }).send('msg_1', opened, soon());
    const mail = await simpleParser(received[0] ?? '');
    expect(mail.subject).toBe('Opened: ORDERING_DOWN (The Anchor, 12345678)');
    expect(mail.messageId).toBe('<msg_1@venue-control>');
    expect(mail.text).toContain('Ordering is down. Start Gateway Client.');
  });

  it('reports a refusal by its status, without what the server says', async () => {
    isRefused = true;
    const sent = channelOf(setting, { password: 'sentinel' }).send('msg_2', opened, soon());
    const failure = (await sent.catch((error: Error) => error)) as Error;
    expect(failure).toMatchObject({ code: 'NOTIFICATION_FAILED' });
    expect(failure.message).toContain('452');
    expect(failure.message).not.toContain('sentinel');
  });

  it('is not sent with a wrong password', async () => {
    const sent = channelOf(setting, { password: 'wrong' }).send('msg_3', opened, soon());
    await expect(sent).rejects.toThrow('SMTP status 535');
  });
});
