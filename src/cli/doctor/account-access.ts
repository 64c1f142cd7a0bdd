/** Event logs and the proxy, as the account of the service uses them: by the running server, whose account has other rights and settings than a person's. */
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { type AccountAccess, accessRead, testAccess } from '../../domain/venue/account-access.js';
import type { CommandContext } from '../command-context.js';
import { localTime } from '../doctor-rows.js';

/** `isServing`: this folder's server has responded. Without one the account of doctor is tested, which is a warning at best. */
export async function accountAccess(
  context: Pick<CommandContext, 'inspectState'>,
  runner: ScriptRunner,
  isServing: boolean,
): Promise<readonly DoctorRow[]> {
  const noted = isServing ? await noteOf(context) : undefined;
  if (noted)
    return noted.rows.map((row) =>
      rowOf(row, `with the account ${row.account} of the server, ${localTime(noted.at)}`),
    );
  const rows = await testAccess(runner);
  return rows.map((row) => asYours(rowOf(row, `with your account ${row.account}`)));
}

async function noteOf(context: Pick<CommandContext, 'inspectState'>) {
  const state = await context.inspectState();
  return accessRead(state.keyValues).finally(() => state.close());
}

function asYours(row: DoctorRow): DoctorRow {
  if (!row.ok) return row;
  const remedy =
    'Start the service, then run this again: the account of the service has other rights and settings.';
  return { ...row, warning: true, remedy: row.remedy ?? remedy };
}

function rowOf(row: AccountAccess, by: string): DoctorRow {
  return row.part === 'proxy' ? proxy(row, by) : eventLog(row, by);
}

function eventLog({ part, name = '', why }: AccountAccess, by: string): DoctorRow {
  if (why === undefined) return { part, ok: true, detail: `${name} can be read ${by}` };
  return {
    part,
    ok: false,
    detail: `${name} can't be read ${by}: ${why}`,
    remedy: `Set eventLogs in venue.json to names that "Get-WinEvent -ListLog *" prints. If the name is right, add the account to the group Event Log Readers and restart the service.`,
  };
}

function proxy({ part, name, source, why }: AccountAccess, by: string): DoctorRow {
  const way = name === undefined ? 'no proxy' : name;
  if (why !== undefined)
    return {
      part,
      ok: false,
      detail: `${way}, ${by}: ${why}`,
      remedy: `Set cloud.proxy in venue.json to the proxy's address, or to "none" if there is no proxy, and restart the service.`,
    };
  if (source === 'venue.json') return { part, ok: true, detail: `${way}, ${by}` };
  return {
    part,
    ok: true,
    warning: true,
    detail: `${way}, ${by}, by ${source === 'HTTPS_PROXY' ? 'HTTPS_PROXY' : 'its Internet settings'}`,
    remedy: `Set cloud.proxy in venue.json to ${name === undefined ? '"none"' : `"${name}"`}, so that every account uses the same.`,
  };
}
