/** `alerts`, `backups`, `notifications` and `otlpEndpoint` of config.json. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlacedJson } from '../src/config/placed-json.js';
import { readSiteOptions } from '../src/config/site-options.js';

const folder = mkdtempSync(join(tmpdir(), 'venue-control-alerts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(said: object) {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(said, undefined, 1));
  return readSiteOptions(readPlacedJson(file));
}

const refusal = (said: object): string => {
  try {
    read(said);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

const EMAIL = { name: 'mail', kind: 'email', host: 'smtp.example.com', from: 'a@b.c', to: ['d@e.f'] };
const many = Array.from({ length: 11 }, (_, index) => ({ name: `n${index}`, kind: 'eventlog' }));

describe('alerts', () => {
  it('change single values of single rules', () => {
    const alerts = {
      ORDERING_DOWN: { afterSeconds: 0, tradingHoursOnly: false },
      WRONG_PINS: { enabled: false },
    };
    expect(read({ alerts }).alerts).toEqual(alerts);
    expect(read({ alerts: {} }).alerts).toEqual({});
  });

  it.each([
    [{ ORDERING_DWN: {} }, 'line 3: alerts.ORDERING_DWN is not valid'],
    [{ LINK_LOST: { afterSeconds: -1 } }, 'line 4: alerts.LINK_LOST.afterSeconds is not valid'],
    [{ LINK_LOST: { afterSeconds: 604_801 } }, 'line 4: alerts.LINK_LOST.afterSeconds'],
    [{ LINK_LOST: { afterSeconds: '60' } }, 'line 4: alerts.LINK_LOST.afterSeconds'],
    [{ LINK_LOST: { tradingHoursOnly: 'yes' } }, 'line 4: alerts.LINK_LOST.tradingHoursOnly'],
    [{ LINK_LOST: { channel: 'ops' } }, 'line 4: alerts.LINK_LOST.channel'],
    [[], 'line 2: alerts must be an object'],
  ])('%j are refused with their place', (alerts, said) => {
    const message = refusal({ alerts });
    expect(message).toContain(said);
    expect(message).toContain('`ORDERING_DOWN`');
  });
});

describe('backups', () => {
  it('take a folder, and have a time and a number', () => {
    expect(read({ backups: { folder: '/b' } }).backups).toEqual({ at: '04:00', folder: '/b', keep: 14 });
    const backups = { at: '23:59', folder: '/b', keep: 1 };
    expect(read({ backups }).backups).toEqual(backups);
  });

  it.each([
    {},
    { folder: 'b' },
    { folder: '/b', at: '24:00' },
    { folder: '/b', at: '4:00' },
    { folder: '/b', keep: 0 },
    { folder: '/b', keep: 1.5 },
    { folder: '/b', password: 'x' },
  ])('%j are refused', (backups) => {
    expect(refusal({ backups })).toContain('backups must be an object with `folder`');
  });
});

describe('notifications', () => {
  it('name channels of each kind', () => {
    const kinds = ['webhook', 'teams', 'eventlog', 'heartbeat'].map((kind) => ({ name: kind, kind }));
    const channels = [{ ...EMAIL, port: 587, user: 'ops' }, ...kinds];
    expect(read({ notifications: { channels } }).notifications).toEqual({ channels });
  });

  it.each([
    ['an unknown kind', [{ name: 'a', kind: 'pager' }]],
    ['a secret in the file', [{ name: 'a', kind: 'webhook', url: 'https://example.com/hook' }]],
    ['a password in the file', [{ ...EMAIL, password: 'x' }]],
    ['a name that is no file name', [{ name: '../a', kind: 'webhook' }]],
    [
      'two of one name',
      [
        { name: 'a', kind: 'teams' },
        { name: 'A', kind: 'webhook' },
      ],
    ],
    ['no recipient', [{ ...EMAIL, to: [] }]],
    ['an address with a line end', [{ ...EMAIL, to: ['a@b.c\r\nBcc: x@y.z'] }]],
    ['a port that is none', [{ ...EMAIL, port: 0 }]],
    ['eleven channels', many],
  ])('refuse %s', (_, channels) => {
    expect(refusal({ notifications: { channels } })).toMatch(
      /line \d+: notifications\.channels.* is not valid/,
    );
  });

  it('never repeat what may be a secret', () => {
    const channels = [{ name: 'a', kind: 'webhook', url: 'https://example.com/sentinel' }];
    expect(refusal({ notifications: { channels } })).not.toContain('sentinel');
  });
});

test('telemetry is pushed encrypted, unless it stays on this machine', () => {
  for (const otlpEndpoint of ['none', 'https://otlp.example/x', 'http://127.0.0.1:4318', 'http://[::1]:4318'])
    expect(read({ otlpEndpoint })).toEqual({ otlpEndpoint });
  for (const otlpEndpoint of [
    '',
    'http://otlp.example',
    'https://a:b@otlp.example',
    'ftp://127.0.0.1',
    'otlp',
    7,
  ])
    expect(refusal({ otlpEndpoint })).toContain('otlpEndpoint');
});
