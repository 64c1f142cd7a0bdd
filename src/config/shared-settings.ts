/** The effective settings that support and `venueSettings` may show, by allow-list: no password, address of a person, free text or place of a secret. */
import { DEFAULT_SETTINGS, SITE_OPTIONS, type SiteOption } from '../domain/types/settings.js';
import type { Config } from './config.js';

/** Kinds of options of config.json whose values anyone may read. */
const PLAIN: readonly SiteOption['kind'][] = ['figure', 'yes or no', 'alerts', 'backups'];

export function sharedSettings({
  site,
  sql,
  venueFile,
  ...config
}: Config): Readonly<Record<string, unknown>> {
  const { venue, dataFolder, port, cloudUrl, cloudPort, logLevel, auditAnchor } = config;
  const kinds: Readonly<Record<string, SiteOption>> = SITE_OPTIONS;
  const plain = Object.entries({ ...DEFAULT_SETTINGS, ...site }).filter(([name]) =>
    PLAIN.some((kind) => kind === kinds[name]?.kind),
  );
  const said = venueFile?.said;
  return {
    ...{ venue, dataFolder, port, cloudUrl: bare(cloudUrl), cloudPort, logLevel, auditAnchor },
    'config.json': {
      ...Object.fromEntries(plain),
      freezes: site.freezes?.map(({ from, until }) => ({ from, until })),
      notifications: site.notifications?.channels.map(({ name, kind }) => ({ name, kind })),
    },
    sql: sql && {
      ...{ server: sql.server, port: sql.port, instance: sql.instance, database: sql.database },
      ...{ authentication: sql.authentication, encrypt: sql.encrypt, reads: sql.reads, writes: sql.writes },
      trustServerCertificate: sql.trustServerCertificate,
    },
    'venue.json': said && {
      ...{ services: said.services, eventLogs: said.eventLogs, dailyRestartAt: said.dailyRestartAt },
      cloud: { url: said.cloud.url, hasProxy: Boolean(said.cloud.proxy) },
      hasGatewayCredential: said.gatewayCredential !== null,
    },
  };
}

/** VENUE_CONTROL_CLOUD_URL may have a password, or a key in its query. */
function bare(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.origin}${url.pathname.replace(/\/$/, '')}` : '';
}
