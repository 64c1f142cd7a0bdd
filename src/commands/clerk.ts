/** Bootstrap and rescue, on the server and as Administrator only: PINs, the first grant, unlocking. Audited like everything else. */
import { Command } from 'commander';
import { AppError } from '../errors.js';
import { GRANT_FIRST, lastEditor } from '../operations/clerks/grants.js';
import { hashNewPin, ownerOf, storePin, unlockSignIn } from '../operations/clerks/pins.js';
import { isLastEditor } from '../operations/clerks/standing.js';
import type { SecurityGroupRow } from '../operations/ports/clerk-reader.js';
import { ALL_PERMISSIONS, Permission } from '../operations/words/permissions.js';
import { atTheDesk, getClerk, getPermission, getReason, say, steadyTime } from './desk.js';
import { readSecret } from './read-secret.js';
import type { OpenedVenue, World } from './world.js';

export function clerkCommand(world: World): Command {
  const clerk = new Command('clerk').description(
    'PINs, the first grant, tick boxes of the highest group and unlocking; needs an elevated prompt.',
  );
  clerk
    .command('set-pin')
    .description(
      'Give a clerk a temporary PIN, which they change when they sign in. It is asked for, or read from standard input; never an argument.',
    )
    .argument('<clerkId>')
    .action((clerkId: string) =>
      atTheDesk(world, async (desk) => {
        const row = await getClerk(desk.opened, clerkId);
        const tools = { pins: world.pins, keys: world.keys() };
        const pin = (await readSecret(`PIN for ${row.name}: `))?.trim() ?? '';
        const hashed = await hashNewPin(tools, pin);
        const owner = ownerOf(row, tools.keys);
        await desk.audited('clerk.set-pin', row.name, 'set on the command line', () =>
          desk.state.transaction((stores) =>
            storePin(stores, row.id, { ...hashed, owner, isTemporary: true }, world.clock.now()),
          ),
        );
        say(`${row.name} has a temporary PIN; sessions with the old one have ended.`);
        say('At the next sign-in they choose their own PIN.');
      }),
    );
  clerk
    .command('unlock')
    .description('Let a clerk sign in again after too many wrong PINs.')
    .argument('<clerkId>')
    .action((clerkId: string) =>
      atTheDesk(world, async (desk) => {
        const row = await getClerk(desk.opened, clerkId);
        const time = await steadyTime(world, desk);
        await desk.audited('clerk.unlock', row.name, 'unlocked on the command line', () =>
          desk.state.transaction((stores) => unlockSignIn(stores, row.id, time.now())),
        );
        say(`${row.name} may sign in again.`);
      }),
    );
  for (const change of ['grant', 'revoke'] as const) clerk.addCommand(boxCommand(world, change));
  return clerk;
}

function boxCommand(world: World, change: 'grant' | 'revoke'): Command {
  return new Command(change)
    .description(
      change === 'grant'
        ? 'Tick a box for a Clerk Security Group, also for the highest one.'
        : 'Clear a box of a Clerk Security Group, also of the highest one.',
    )
    .argument('<securityGroup>', 'ID or name')
    .argument('<permission>', ALL_PERMISSIONS.join(', '))
    .requiredOption('--reason <text>', 'why; goes into the audit')
    .action((group: string, permission: string, { reason }: { reason: string }) =>
      atTheDesk(world, async (desk) => {
        const row = await getSecurityGroup(desk.opened, group);
        const box = getPermission(permission);
        const isOfEditors = change === 'revoke' && box === Permission.CLERK_SECURITY_EDIT;
        if (isOfEditors && (await isLastEditor(desk.opened, row.id)))
          throw new AppError('FORBIDDEN', { message: lastEditor(row), remedy: GRANT_FIRST });
        await desk.audited(`clerk.${change}`, `${row.name}: ${box}`, getReason(reason), () =>
          desk.opened.clerks[change]({
            securityGroupId: row.id,
            permission: box,
            byName: 'command line',
            at: world.clock.now(),
          }),
        );
        say(`${row.name} ${change === 'grant' ? `now holds ${box}` : `does not hold ${box} any more`}.`);
      }),
    );
}

async function getSecurityGroup(opened: OpenedVenue, wanted: string): Promise<SecurityGroupRow> {
  const groups = await opened.clerks.securityGroups();
  const found = groups.find((group) => group.id === wanted || group.name === wanted);
  if (found) return found;
  const all = groups.map((group) => `${group.id} ${group.name}`);
  throw new AppError('NOT_FOUND', {
    message: `There is no security group ${wanted}.`,
    remedy: `Known: ${all.join(', ')}.`,
  });
}
