/** Whether anyone can still decide on clerk security, and whether too many may onboard: Back Office changes both without asking us. */
import { permissionHolders } from '../../domain/permissions/holders.js';
import type { Finding } from '../../domain/ports/finding.js';
import type { StateDatabase } from '../../domain/ports/state-database.js';
import { callersRead } from '../../domain/sign-in/connection-owners.js';
import { LONG_PIN } from '../../domain/sign-in/limits.js';
import { Permission } from '../../domain/types/permissions.js';
import { DEFAULT_SETTINGS } from '../../domain/types/settings.js';
import type { World } from '../command-context.js';

/** Nothing while the venue's database is away: that is a finding of its own. */
export async function clerkSecurity(world: World): Promise<readonly Finding[]> {
  const opened = await world.openVenue().catch(() => undefined);
  if (!opened) return [];
  try {
    const parts = { ...opened, settings: { ...DEFAULT_SETTINGS, ...world.config.site } };
    const editors = await permissionHolders(parts, Permission.CLERK_SECURITY_EDIT);
    const onboarders = await permissionHolders(parts, Permission.CLOUD_CONNECTIVITY_ONBOARD);
    return [
      {
        part: 'clerk security',
        ok: editors.warning === undefined,
        detail: editors.warning ?? `${editors.holders.length} clerks can edit it`,
        ...(editors.warning === undefined ? {} : { remedy: GRANT }),
      },
      {
        part: 'who may onboard',
        ok: true,
        detail: onboarders.warning ?? `${onboarders.holders.length} of ${onboarders.limit} at most`,
        ...(onboarders.warning === undefined ? {} : { warning: true as const }),
      },
    ];
  } catch {
    return [];
  } finally {
    await opened.close();
  }
}

/** A warning: the rehearsal's have four, and so may those of a venue that was set up long ago. */
export async function pins({ pins }: Pick<StateDatabase, 'pins'>): Promise<Finding> {
  const part = 'PINs';
  const short = await pins.short(LONG_PIN);
  if (short.length === 0) return { part, ok: true, detail: 'all have at least six digits' };
  return {
    part,
    ok: true,
    warning: true,
    detail: `PINs of clerks ${short.join(', ')} have fewer than six digits, so wrong PINs can lock these clerks out for 15 minutes`,
    remedy: `Run "venue-control clerk set-pin ${short[0]}", and the same for each of them. With six digits a lockout lasts a minute at most.`,
  };
}

/** As the server found it, whose account has other rights than the one that doctor runs as. */
export async function callers({ keyValues }: Pick<StateDatabase, 'keyValues'>): Promise<readonly Finding[]> {
  const found = await callersRead(keyValues);
  if (!found) return [];
  const part = 'accounts of callers';
  const when = found.at.toISOString();
  if (found.areRead) return [{ part, ok: true, detail: `the server can read them, as of ${when}` }];
  return [
    {
      part,
      ok: true,
      warning: true,
      detail: `the server can't read them, as of ${when}: wrong PINs count for all accounts together`,
      remedy:
        'Run the service as LocalSystem: run "venue-control uninstall", which keeps the data, then install without --account. If it already does, read logs/server.jsonl for the reason.',
    },
  ];
}

const GRANT =
  'Run "venue-control clerk grant GROUP CLERK_SECURITY_EDIT --reason TEXT" as Administrator, for a group with an active clerk who has access to the whole venue.';
