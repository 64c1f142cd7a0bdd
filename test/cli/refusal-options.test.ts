/** What a remedy names has to be there for its reader: options, of the command that was refused. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { CommandContext } from '../../src/cli/command-context.js';
import { installCommand, uninstallCommand, upgradeCommand } from '../../src/cli/install/install.js';

const context = {} as CommandContext;
const commands: ReadonlyMap<string, Command> = new Map(
  [installCommand, upgradeCommand, uninstallCommand]
    .map((make) => make(context))
    .map((one) => [one.name(), one]),
);

/** Of the refusals of Windows: what to do where the service is the control plane's, by Windows' number. */
function ownRemedies(): readonly (readonly [string, string])[] {
  const text = readFileSync('scripts/services/ServiceRefusal.psd1', 'utf8');
  const rows = text.matchAll(/Code = (\d+);.*? Own = (?:'((?:[^']|'')*)'|"((?:[^"`]|`.)*)") \}/g);
  return [...rows].map(([, code = '', plain, quoted]) => [code, plain ?? quoted?.replaceAll('`', '') ?? '']);
}

/** Each option, with the commands that the text says it of: the one that was named last before it, or all. */
function optionsIn(text: string): readonly (readonly [string, readonly string[]])[] {
  return [...text.matchAll(/--[a-z-]+/g)].map(({ 0: option, index }) => {
    const named = [...text.slice(0, index).matchAll(/"(?:venue-control )?(install|upgrade|uninstall)"/g)];
    const last = named.at(-1)?.[1];
    return [option, last === undefined ? [...commands.keys()] : [last]];
  });
}

test('the table is read whole', () => {
  const all = readFileSync('scripts/services/ServiceRefusal.psd1', 'utf8').match(/ Own = /g);
  expect(ownRemedies()).toHaveLength(all?.length ?? 0);
  expect(ownRemedies().flatMap(([, text]) => optionsIn(text))).not.toHaveLength(0);
});

test.each(ownRemedies())(
  'of %s each option that is named is one of the command it is named for',
  (_, text) => {
    for (const [option, names] of optionsIn(text))
      for (const name of names) {
        const known = commands.get(name)?.options.map(({ long }) => long);
        expect({ name, known }).toEqual({ name, known: expect.arrayContaining([option]) });
      }
  },
);
