/** The collector that spans and metrics are pushed to: the header that it knows this server by. */
import { Command } from 'commander';
import { headerFor, OTLP, whyNotSecret } from '../../domain/types/channels.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { runElevated, say } from '../elevated-session.js';
import { readSecret } from '../terminal-input.js';

export function otlpCommand(context: CommandContext): Command {
  const otlp = new Command('otlp').description(
    'The collector of spans and metrics; config.json names it as otlpEndpoint.',
  );
  otlp
    .command('set-header')
    .description(
      'Store the header that the collector asks for, as "Name: value". The command prompts for it or reads it from standard input. Needs an elevated prompt.',
    )
    .action(() =>
      runElevated(context, async (desk) => {
        const endpoint = endpointOf(context);
        const header = (await readSecret('header: ')) ?? '';
        const why = whyNotSecret('header', header);
        if (why !== undefined) throw new AppError('BAD_USER_INPUT', { message: why });
        const { origin } = new URL(endpoint);
        await desk.audited('otlp.set-header', origin, 'set on the command line', async () =>
          context.notifications.secrets.write(OTLP, 'header', headerFor(endpoint, header)),
        );
        say(`The header is stored. It is sent to ${origin} alone, from the next push on.`);
      }),
    );
  return otlp;
}

function endpointOf({ config }: CommandContext): string {
  const { otlpEndpoint = 'none' } = config.site;
  if (otlpEndpoint !== 'none') return otlpEndpoint;
  throw new AppError('BAD_USER_INPUT', {
    message: 'config.json names no collector.',
    remedy: 'Set "otlpEndpoint" in config.json first.',
  });
}
