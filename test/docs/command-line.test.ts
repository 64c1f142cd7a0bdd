import { createProgram } from '../../src/commands/program.js';
import type { World } from '../../src/commands/world.js';
import { codesIn, readDoc, rowsOf } from './read-doc.js';

describe('docs/reference/command-line.md', () => {
  it('lists every command of the command line, and no other', () => {
    const listed = rowsOf(readDoc('docs/reference/command-line.md').section('commands')).flatMap(
      ([names = '']) => codesIn(names),
    );
    const help = { rehearsal: { describeFaults: () => '' }, version: '0.0.0' } as unknown as World;
    const commands = createProgram(help)
      .commands.filter((command) => command.name() !== 'service')
      .flatMap((command) =>
        command.commands.length === 0
          ? [command.name()]
          : command.commands.map((inner) => `${command.name()} ${inner.name()}`),
      );
    expect(listed.map((words) => words.replace(/ \[.*/, '')).sort()).toEqual(commands.sort());
  });
});
