/** Bootstrap and rescue, on the server and as Administrator only: PINs, the first grant, unlocking. Audited like everything else. */
import { Command } from 'commander';
import { revokeUnlessLast, wasLast } from '../../domain/permissions/grants.js';
import { isLastEditor } from '../../domain/permissions/standing.js';
import type { ClerkRow, SecurityGroupRow } from '../../domain/ports/clerk-reader.js';
import { hashNewPin, ownerOf, storePin, TEMPORARY_DAYS, unlockSignIn } from '../../domain/sign-in/pins.js';
import { listTokens } from '../../domain/tokens/api-tokens.js';
import { ALL_PERMISSIONS, Permission } from '../../domain/types/permissions.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext, OpenedVenue } from '../command-context.js';
import {
  type Desk,
  getClerk,
  getPermission,
  getReason,
  runElevated,
  say,
  steadyTime,
} from '../elevated-session.js';
import { readSecret, TypedLines } from '../terminal-input.js';
import { tokenInWords } from '../token/token.js';

export function clerkCommand(context: CommandContext): Command {
  const clerk = new Command('clerk').description(
    'PINs, the first grant, permissions of the highest group and unlocking; needs an elevated prompt.',
  );
  clerk
    .command('set-pin')
    .description(
      'Give a clerk a temporary PIN, which the clerk changes at sign-in. The command prompts for the PIN or reads it from standard input.',
    )
    .argument('<clerkId>')
    .option(
      '--end-tokens',
      "also revoke the clerk's API tokens, which keep working after the PIN changes",
      false,
    )
    .action((clerkId: string, { endTokens }: { endTokens: boolean }) =>
      runElevated(context, async (desk) => {
        const row = await getClerk(desk.opened, clerkId);
        const tools = { pins: context.pins, keys: context.keys() };
        const pin = (await readSecret(`PIN for ${row.name}: `))?.trim() ?? '';
        const hashed = await hashNewPin(tools, pin);
        const owner = ownerOf(row, tools.keys);
        await desk.audited('clerk.set-pin', row.name, 'set on the command line', () =>
          desk.state.transaction((stores) =>
            storePin(stores, row.id, { ...hashed, owner, isTemporary: true }, context.clock.now()),
          ),
        );
        say(`${row.name} has a temporary PIN. Sessions with the old PIN have ended.`);
        say(`It works for ${TEMPORARY_DAYS} days. ${row.name} must choose a PIN at the next sign-in.`);
        await offerToEndTokens(context, desk, { clerk: row, endTokens });
      }),
    );
  clerk
    .command('unlock')
    .description('Let a clerk sign in again after too many wrong PINs.')
    .argument('<clerkId>')
    .action((clerkId: string) =>
      runElevated(context, async (desk) => {
        const row = await getClerk(desk.opened, clerkId);
        const time = await steadyTime(context, desk);
        await desk.audited('clerk.unlock', row.name, 'unlocked on the command line', () =>
          desk.state.transaction((stores) => unlockSignIn(stores, row.id, time.now())),
        );
        say(`${row.name} may sign in again.`);
      }),
    );
  for (const change of ['grant', 'revoke'] as const) clerk.addCommand(boxCommand(context, change));
  return clerk;
}

/** They were made under the old PIN, and still work. */
async function offerToEndTokens(
  context: CommandContext,
  desk: Desk,
  { clerk, endTokens }: { readonly clerk: ClerkRow; readonly endTokens: boolean },
): Promise<void> {
  const time = await steadyTime(context, desk);
  const all = await listTokens({ state: desk.state, time });
  const live = all.filter(
    ({ clerkId, expiresAt }) => clerkId === clerk.id && expiresAt > context.clock.now(),
  );
  if (live.length === 0) return;
  say(`API tokens of ${clerk.name} that still work:`);
  for (const token of live) say(`  ${tokenInWords(token)}`);
  if (!endTokens && !(await isAgreed('End all of them? [y/N] '))) {
    say('End one with "venue-control token revoke ID".');
    return;
  }
  const act = { action: 'endApiTokens', target: `clerk ${clerk.id}`, reason: 'with a new PIN' };
  const detail = { tokens: live.map(({ id }) => id) };
  await desk.audit.auditedChange(desk.actor, { ...act, detail }, (stores) =>
    stores.apiTokens.endOfClerk(clerk.id),
  );
  say('The tokens were revoked.');
}

/** Asked at a terminal only. */
async function isAgreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const typed = new TypedLines();
  try {
    return /^y(es)?$/i.test((await typed.next(question))?.trim() ?? '');
  } finally {
    typed.close();
  }
}

function boxCommand(context: CommandContext, change: 'grant' | 'revoke'): Command {
  return new Command(change)
    .description(
      change === 'grant'
        ? 'Grant a permission to a Clerk Security Group, including the highest one.'
        : 'Revoke a permission of a Clerk Security Group, including the highest one.',
    )
    .argument('<securityGroup>', 'ID or name')
    .argument('<permission>', ALL_PERMISSIONS.join(', '))
    .requiredOption('--reason <text>', 'the reason; recorded in the audit log')
    .action((group: string, permission: string, { reason }: { reason: string }) =>
      runElevated(context, async (desk) => {
        const row = await getSecurityGroup(desk.opened, group);
        const box = getPermission(permission);
        const isOfEditors = change === 'revoke' && box === Permission.CLERK_SECURITY_EDIT;
        if (isOfEditors && (await isLastEditor(desk.opened, row.id))) throw wasLast(row);
        await desk.audited(`clerk.${change}`, `${row.name}: ${box}`, getReason(reason), async () => {
          const at = context.clock.now();
          const tick = { securityGroupId: row.id, permission: box, byName: 'command line', at };
          if (change === 'grant') await desk.opened.clerks.grant(tick);
          else if (!(await revokeUnlessLast(desk.opened, tick))) throw wasLast(row);
        });
        say(`${row.name} ${change === 'grant' ? `now has ${box}` : `no longer has ${box}`}.`);
      }),
    );
}

async function getSecurityGroup(opened: OpenedVenue, wanted: string): Promise<SecurityGroupRow> {
  const groups = await opened.clerks.securityGroups();
  const found = groups.find((group) => group.id === wanted || group.name === wanted);
  if (found) return found;
  const all = groups.map((group) => `${group.id} ${group.name}`);
  throw new AppError('NOT_FOUND', {
    message: `Security group ${wanted} does not exist.`,
    remedy: `Use one of: ${all.join(', ')}.`,
  });
}
