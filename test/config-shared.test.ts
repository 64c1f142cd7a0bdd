/** What of the settings a support bundle may contain. */
import type { Config } from '../src/config/config.js';
import { sharedSettings } from '../src/config/shared-settings.js';
import { SITE_OPTIONS } from '../src/domain/types/settings.js';

const CANARY = 'canary-9b2e';

it('has no address of a person, no free text and no place of a secret', () => {
  const shared = sharedSettings({
    venue: 'windows',
    dataFolder: '/data',
    port: 4280,
    cloudUrl: `https://${CANARY}:${CANARY}@cloud.example/api?key=${CANARY}`,
    pwsh: CANARY,
    site: {
      pollMs: 100,
      secondPerson: true,
      alerts: { LINK_LOST: { afterSeconds: 5 } },
      backups: { at: '04:00', folder: '/backups', keep: 3 },
      dataDogQuery: CANARY,
      otlpEndpoint: `https://${CANARY}`,
      freezes: [{ from: new Date(0), until: new Date(1), reason: CANARY }],
      notifications: {
        channels: [{ name: 'mail', kind: 'email', host: CANARY, from: CANARY, to: [CANARY], user: CANARY }],
      },
      [CANARY]: CANARY,
    },
    sql: {
      ...{ server: 'TILL-1', database: 'swiftpos', authentication: 'sql', encrypt: true },
      ...{ user: CANARY, domain: CANARY, secretFile: CANARY, certificateFile: CANARY, odbcDriver: CANARY },
    },
    venueFile: {
      path: CANARY,
      said: {
        services: { 'gateway-client': 'GatewayClient' },
        publisher: CANARY,
        cloud: { url: 'https://cloud.example', proxy: CANARY, certificateFile: CANARY },
        gatewayCredential: { file: CANARY, form: 'json', field: CANARY },
      },
    },
  } as unknown as Config);
  expect(JSON.stringify(shared)).not.toContain(CANARY);
  expect(shared).toMatchObject({
    port: 4280,
    cloudUrl: 'https://cloud.example/api',
    'config.json': {
      pollMs: 100,
      // Not decided here: the default is in effect.
      stallMs: 120_000,
      secondPerson: true,
      backups: { folder: '/backups' },
      notifications: [{ name: 'mail', kind: 'email' }],
    },
    sql: { server: 'TILL-1', database: 'swiftpos' },
    'venue.json': { cloud: { hasProxy: true }, hasGatewayCredential: true },
  });
});

it('decides about each kind of option', () => {
  expect([...new Set(Object.values(SITE_OPTIONS).map(({ kind }) => kind))].sort()).toEqual([
    'address',
    'alerts',
    'backups',
    'channels',
    'figure',
    'line',
    'periods',
    'yes or no',
  ]);
});
