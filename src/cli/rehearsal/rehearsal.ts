/** The rehearsal from the command line: its cloud, its services, its faults. */
import { Command } from 'commander';
import type { Rehearsal } from '../command-context.js';

export function rehearsalCommand(rehearsal: Rehearsal): Command {
  return new Command('rehearsal')
    .description('Run the rehearsal cloud in the foreground ("npm start" runs it automatically).')
    .action(() => rehearsal.runCloud());
}

export function serviceCommand(rehearsal: Rehearsal): Command {
  return new Command('service')
    .description('Run one rehearsal service in the foreground.')
    .argument('<key>', 'e.g. gateway-client')
    .action((key: string) => rehearsal.runService(key));
}

export function rehearseCommand(rehearsal: Rehearsal): Command {
  return new Command('rehearse')
    .description('Set the faults of the rehearsal. Each call replaces all previous faults.')
    .argument('[fault...]', 'one or more name=value, or none; without an argument: print the current faults')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      `
Faults:
${rehearsal.describeFaults()}

Examples:
  venue-control rehearse redeem=timeout-after-commit
  venue-control rehearse service=cloud-sync:never-starts elevation=missing
  venue-control rehearse none`,
    )
    .action(async (words: string[], { json }: { json: boolean }) => {
      if (words.length > 0) rehearsal.seed();
      const faults = words.length === 0 ? rehearsal.faults() : await rehearsal.setFaults(words);
      process.stdout.write(json ? `${JSON.stringify(faults)}\n` : `${inWords(faults)}\n`);
    });
}

function inWords(faults: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(faults).map(([name, value]) => `${name}=${value}`);
  return set.length === 0 ? 'No fault is set.' : `Set: ${set.join(' ')}`;
}
