/** What `venue-control doctor` finds of the venue: its database, its views and its clerk security. */
import { permissionHolders } from '../../domain/permissions/holders.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import { isUnreadable } from '../../domain/ports/venue-store.js';
import { Permission } from '../../domain/types/permissions.js';
import { DEFAULT_SETTINGS } from '../../domain/types/settings.js';
import type { CommandContext } from '../command-context.js';
import { timeZone as timeZoneFinding } from '../windows-setup.js';
import { FIRST_START, isIn } from './machine.js';

/** A warning: until it is there, only the SQL Server that is set can be checked. */
export function rehearsal(context: CommandContext): readonly DoctorRow[] {
  if (!isNewRehearsal(context)) return [];
  return [{ part: 'rehearsal', ok: true, warning: true, detail: 'none yet', remedy: FIRST_START }];
}

const isNewRehearsal = (context: CommandContext) =>
  context.rehearsal !== undefined && !isIn(context, 'rehearsal');
const hasDatabase = (context: CommandContext) => !isNewRehearsal(context) || context.config.sql !== undefined;

export async function venueDatabase(context: CommandContext): Promise<readonly DoctorRow[]> {
  if (!hasDatabase(context)) return [];
  const { companyName, customerNumber } = await registrationOf(context);
  return [{ part: 'venue database', ok: true, detail: `${companyName}, ${customerNumber}` }];
}

/** Nothing while it is away: that is a row of its own. */
export async function insideVenue(context: CommandContext): Promise<readonly DoctorRow[]> {
  if (!hasDatabase(context)) return [];
  try {
    const opened = await context.openVenue();
    return await opened.examine().finally(() => opened.close());
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

/** Nothing while the venue's database is away: that is a row of its own. */
export async function venueTimeZone(context: CommandContext): Promise<readonly DoctorRow[]> {
  try {
    const { timeZone } = await registrationOf(context);
    return [timeZoneFinding(timeZone, context.clock.now())];
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

export async function registrationOf(context: CommandContext) {
  const opened = await context.openVenue();
  return opened.venue.registration().finally(() => opened.close());
}

/** Nothing while the venue's database is away: that is a row of its own. */
export async function clerkSecurity(context: CommandContext): Promise<readonly DoctorRow[]> {
  const opened = await context.openVenue().catch(() => undefined);
  if (!opened) return [];
  try {
    const parts = { ...opened, settings: { ...DEFAULT_SETTINGS, ...context.config.site } };
    const editors = await permissionHolders(parts, Permission.CLERK_SECURITY_EDIT);
    const onboarders = await permissionHolders(parts, Permission.CLOUD_CONNECTIVITY_ONBOARD);
    return [
      {
        part: 'clerk security',
        detail: editors.warning ?? `${editors.holders.length} clerks can edit it`,
        ...(editors.warning === undefined ? { ok: true } : { ok: false, remedy: GRANT }),
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

const GRANT =
  'Run "venue-control clerk grant GROUP CLERK_SECURITY_EDIT --reason TEXT" as Administrator, for a group with an active clerk who has access to the whole venue.';
