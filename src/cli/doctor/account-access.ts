/** Event logs and the proxy, as the account of the service uses them: by the running server, whose account has other rights and settings than a person's. */
import type { Finding } from '../../domain/ports/finding.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { type AccountAccess, accessRead, testAccess } from '../../domain/venue/account-access.js';
import type { CommandContext } from '../command-context.js';
import { localTime } from '../finding.js';

/** `isServing`: this folder's server has responded. Without one the account of doctor is tested, which is a warning at best. */
export async function accountAccess(
  context: Pick<CommandContext, 'inspectState'>,
  runner: ScriptRunner,
  isServing: boolean,
): Promise<readonly Finding[]> {
  const noted = isServing ? await noteOf(context) : undefined;
  if (noted)
    return noted.rows.map((row) =>
      findingOf(row, `with the account ${row.account} of the server, ${localTime(noted.at)}`),
    );
  const rows = await testAccess(runner);
  return rows.map((row) => asYours(findingOf(row, `with your account ${row.account}`)));
}

async function noteOf(context: Pick<CommandContext, 'inspectState'>) {
  const state = await context.inspectState();
  return accessRead(state.keyValues).finally(() => state.close());
}

function asYours(finding: Finding): Finding {
  if (!finding.ok) return finding;
  const remedy =
    'Start the service, then run this again: the account of the service has other rights and settings.';
  return { ...finding, warning: true, remedy: finding.remedy ?? remedy };
}

function findingOf(row: AccountAccess, by: string): Finding {
  return row.part === 'proxy' ? proxy(row, by) : eventLog(row, by);
}

function eventLog({ part, name = '', why }: AccountAccess, by: string): Finding {
  if (why === undefined) return { part, ok: true, detail: `${name} can be read ${by}` };
  return {
    part,
    ok: false,
    detail: `${name} can't be read ${by}: ${why}`,
    remedy: `Set eventLogs in venue.json to names that "Get-WinEvent -ListLog *" prints. If the name is right, add the account to the group Event Log Readers and restart the service.`,
  };
}

function proxy({ part, name, source, why }: AccountAccess, by: string): Finding {
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
