/** Channels of notifications: which there are, their secrets, and whether they work. */
import { Command } from 'commander';
import {
  CHANNEL_KINDS,
  CHANNEL_SECRETS,
  type ChannelSecret,
  type ChannelSetting,
  secretsOf,
  whyNotSecret,
} from '../../domain/types/channels.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { runElevated, say } from '../elevated-session.js';
import { readSecret } from '../terminal-input.js';

const DEADLINE_MS = 30_000;

export function notifyCommand(context: CommandContext): Command {
  const notify = new Command('notify').description(
    'Channels that alerts are sent to; config.json names them.',
  );
  notify
    .command('list')
    .description('List the channels, and which of their secrets are set.')
    .option('--json', 'print a JSON array', false)
    .action(({ json }: { json: boolean }) => {
      const channels = channelsOf(context).map((channel) => listed(channel, context));
      if (json) return say(JSON.stringify(channels));
      if (channels.length === 0) say('config.json names no channel.');
      for (const channel of channels) say(inWords(channel));
    });
  notify
    .command('set-secret')
    .description(
      'Store a secret of a channel. The command prompts for it or reads it from standard input. Needs an elevated prompt.',
    )
    .argument('<channel>')
    .argument('<what>', CHANNEL_SECRETS.join(', '))
    .action((name: string, word: string) =>
      runElevated(context, async (desk) => {
        const channel = getChannel(context, name);
        const what = getSecretName(channel, word);
        const value = (await readSecret(`${what} of ${channel.name}: `)) ?? '';
        const why = whyNotSecret(what, value);
        if (why !== undefined) throw new AppError('BAD_USER_INPUT', { message: why });
        const target = `${channel.name} ${what}`;
        await desk.audited('notify.set-secret', target, 'set on the command line', async () =>
          context.notifications.secrets.write(channel.name, what, value),
        );
        say(`The ${what} of ${channel.name} is stored. Run "venue-control notify test ${channel.name}".`);
      }),
    );
  notify
    .command('test')
    .description('Send a test to a channel. Needs an elevated prompt.')
    .argument('<channel>')
    .action((name: string) =>
      runElevated(context, async () => {
        const [channel] = await context.notifications.open([getChannel(context, name)], undefined);
        if (!channel) throw new Error('A setting opens one channel.');
        const event = channel.kind === 'heartbeat' ? 'HEARTBEAT' : 'TEST';
        const at = context.clock.now().toISOString();
        const test = { event, at, customerNumber: undefined, companyName: undefined } as const;
        await channel.send(`msg_${crypto.randomUUID()}`, test, AbortSignal.timeout(DEADLINE_MS));
        say(`${channel.name} took the test.`);
      }),
    );
  return notify;
}

function channelsOf({ config }: CommandContext): readonly ChannelSetting[] {
  return config.site.notifications?.channels ?? [];
}

interface ListedChannel extends Pick<ChannelSetting, 'name' | 'kind'> {
  readonly secrets: readonly { readonly name: ChannelSecret; readonly isSet: boolean }[];
}

function listed(channel: ChannelSetting, { notifications }: CommandContext): ListedChannel {
  const secrets = secretsOf(channel).map((name) => ({
    name,
    isSet: notifications.secrets.read(channel.name, name) !== undefined,
  }));
  return { name: channel.name, kind: channel.kind, secrets };
}

function inWords({ name, kind, secrets }: ListedChannel): string {
  const words = secrets.map((secret) => `${secret.name} ${secret.isSet ? 'set' : 'missing'}`);
  return `${name}  ${[kind, ...words].join(', ')}`;
}

function getChannel(context: CommandContext, name: string): ChannelSetting {
  const channels = channelsOf(context);
  const found = channels.find((channel) => channel.name === name);
  if (found) return found;
  const known = channels.map((channel) => channel.name).join(', ');
  throw new AppError('NOT_FOUND', {
    message: `config.json names no channel ${name}.`,
    remedy: known === '' ? 'Add it to "notifications" in config.json.' : `Use one of: ${known}.`,
  });
}

function getSecretName(channel: ChannelSetting, word: string): ChannelSecret {
  const needed: readonly ChannelSecret[] = CHANNEL_KINDS[channel.kind];
  const found = needed.find((what) => what === word);
  if (found) return found;
  throw new AppError('BAD_USER_INPUT', {
    message: `A channel of the kind ${channel.kind} has no secret of that name.`,
    remedy: needed.length === 0 ? 'It needs none.' : `Set one of: ${needed.join(', ')}.`,
  });
}
