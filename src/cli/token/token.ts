/** API tokens at the server itself, as Administrator only: the first one is made here, and a lost one is ended here while no one can sign in. */
import { Command, InvalidArgumentError } from 'commander';
import { loadViewer } from '../../domain/permissions/standing.js';
import type { ClerkRow } from '../../domain/ports/clerk-reader.js';
import { listTokens, revokeToken } from '../../domain/tokens/api-tokens.js';
import { makeToken, refusedTo } from '../../domain/tokens/make-token.js';
import type { ApiToken } from '../../domain/types/api-token.js';
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../../domain/types/permissions.js';
import { isPlainText, visible } from '../../domain/types/plain-text.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { exampleTime, localTime } from '../doctor-rows.js';
import { type Desk, getClerk, getPermission, runElevated, say, steadyTime } from '../elevated-session.js';

interface CreateOptions {
  readonly clerk: string;
  readonly name: string;
  readonly permission: readonly string[];
  /** Milliseconds from now, or the moment itself. */
  readonly expires: number | Date;
  readonly json?: boolean;
}

export function tokenCommand(context: CommandContext): Command {
  const token = new Command('token').description('Manage API tokens for scripts. Needs an elevated prompt.');
  token
    .command('create')
    .description(
      'Create a token for a clerk. Its secret is printed once to standard output and stored nowhere.',
    )
    .requiredOption(
      '--clerk <clerkId>',
      'the clerk it acts for; it never has more permissions than the clerk',
    )
    .requiredOption('--name <text>', 'its purpose: 1 to 100 characters', asName)
    .requiredOption('--permission <names...>', ALL_PERMISSIONS.join(', '))
    .requiredOption('--expires <when>', '90d, 12h, 30m, or a time such as 2027-05-06T02:00:00Z', asTimeSpan)
    .option('--json', 'print a JSON object instead of only the token')
    .action((options: CreateOptions) => runElevated(context, (desk) => create(context, desk, options)));
  token
    .command('list')
    .description('List tokens that are not revoked, oldest first, without secrets.')
    .option('--json', 'print a JSON array')
    .action(({ json }: { json?: boolean }) =>
      runElevated(context, async (desk) => {
        const tokens = await listTokens({ state: desk.state, time: await steadyTime(context, desk) });
        if (json) say(JSON.stringify(tokens));
        else if (tokens.length === 0) say('There are no API tokens.');
        else for (const one of tokens) say(tokenInWords(one));
      }),
    );
  token
    .command('revoke')
    .description('Revoke a token. It stops working at once.')
    .argument('<id>', 'as "token list" prints it: the part between vct_ and the next _')
    .action((id: string) =>
      runElevated(context, async (desk) => {
        const { name } = await revokeToken(desk, desk.actor, id);
        say(`The token ${name} (${id}) was revoked.`);
      }),
    );
  return token;
}

async function create(context: CommandContext, desk: Desk, options: CreateOptions): Promise<void> {
  const permissions = options.permission.map(getPermission);
  const clerk = await getClerk(desk.opened, options.clerk);
  const maker = await loadViewer(desk.opened, clerk.id, { id: '', steppedUpUntil: undefined });
  if (!maker) throw switchedOff(clerk);
  const refused = refusedTo(maker, permissions);
  if (refused) throw holdsNot(clerk, refused.permission, refused.gate);
  const { expires, name, json } = options;
  const expiresAt = expires instanceof Date ? expires : new Date(context.clock.now().getTime() + expires);
  const time = await steadyTime(context, desk);
  const parts = { clock: context.clock, audit: desk.audit, time };
  const { token, ...made } = await makeToken(parts, desk.actor, maker, { name, permissions, expiresAt });
  say(json ? JSON.stringify({ ...made, token }) : token);
  const until = localTime(made.expiresAt);
  const said = `${name} (${made.id}) acts for ${clerk.name} until ${until}. It is not shown again.`;
  process.stderr.write(`${visible(said)}\n`);
}

function switchedOff({ name }: ClerkRow): AppError {
  return new AppError('FORBIDDEN', {
    message: `${name} is deactivated.`,
    remedy: 'Choose an active clerk.',
  });
}

function holdsNot({ name }: ClerkRow, permission: Permission, gate: 'SCOPE' | 'PERMISSION'): AppError {
  const { path } = PERMISSIONS[permission];
  if (gate === 'SCOPE')
    return new AppError('FORBIDDEN', {
      message: `"${path}" includes Location Groups that the Clerk Group of ${name} has no access to.`,
      remedy: 'Choose a clerk who has access to the whole venue.',
    });
  return new AppError('FORBIDDEN', {
    message: `The Clerk Security Group of ${name} does not have "${path}".`,
    remedy: `Omit ${permission}, choose another clerk, or see "venue-control clerk grant --help".`,
  });
}

export function tokenInWords({
  id,
  name,
  createdByName,
  permissions,
  expiresAt,
  lastUsedAt,
}: ApiToken): string {
  const used = lastUsedAt ? `last used ${localTime(lastUsedAt)}` : 'never used';
  return `${id}  ${name}, for ${createdByName}, until ${localTime(expiresAt)}, ${used}: ${permissions.join(' ')}`;
}

function asName(text: string): string {
  if (/\S/.test(text) && text.length <= 100 && isPlainText(text)) return text;
  throw new InvalidArgumentError('Enter 1 to 100 characters.');
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds, or the moment itself; undefined for what is neither. */
export function timeSpanOf(text: string): number | Date | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([dhm])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (UNITS[unit] ?? 0);
  const moment = new Date(text);
  return MOMENT.test(text) && !Number.isNaN(moment.getTime()) ? moment : undefined;
}

export function asTimeSpan(text: string): number | Date {
  const span = timeSpanOf(text);
  if (span !== undefined) return span;
  throw new InvalidArgumentError(
    `Enter 90d, 12h or 30m, or a time with its time zone such as ${exampleTime()}.`,
  );
}
