import type { Command } from 'commander';
import type { CommandContext } from '../../src/cli/command-context.js';
import { createProgram } from '../../src/cli/program.js';
import { projectFiles } from '../architecture/project-files.js';
import { codesIn, readDoc, rowsOf } from './read-doc.js';

const help = { rehearsal: { describeFaults: () => '' }, version: '0.0.0' } as unknown as CommandContext;
const program = await createProgram(help);

describe('docs/reference/command-line.md', () => {
  it('lists every command of the command line, and no other', () => {
    const listed = rowsOf(readDoc('docs/reference/command-line.md').section('commands')).flatMap(
      ([names = '']) => codesIn(names),
    );
    const commands = program.commands
      .filter((command) => command.name() !== 'service')
      .flatMap((command) =>
        command.commands.length === 0
          ? [command.name()]
          : command.commands.map((inner) => `${command.name()} ${inner.name()}`),
      );
    expect(listed.map((words) => words.replace(/ \[.*/, '')).sort()).toEqual(commands.sort());
  });
});

describe('the documents', () => {
  it('show only commands and options that exist', () => {
    const shown = projectFiles()
      .filter(({ path }) => /^(?:README|docs\/(?!adr|reference\/campaigns).*)\.md$/.test(path))
      .flatMap(({ path, text }) => commandsIn(text).map((line) => ({ path, line })));
    expect(shown.length).toBeGreaterThan(40);
    expect(shown.flatMap(({ path, line }) => (faultOf(line) ? [`${path}: ${line}`] : []))).toEqual([]);
  });

  it.each([
    ['backup D:\\a', undefined],
    ['clerk set-pin 1 --end-tokens', undefined],
    ['--version', undefined],
    ['bakup D:\\a', 'bakup'],
    ['clerk set-pn 1', 'set-pn'],
    ['backup D:\\a --quick', '--quick'],
  ])('are judged by %s', (line, fault) => expect(faultOf(line)).toBe(fault));
});

/** What follows `venue-control` in code, to the end of its line or mark, without a comment. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|powershell)?\n([\s\S]*?)^```/gm)].map(
    ([, block = '']) => block,
  );
  const code = [...blocks, ...codesIn(text.replaceAll(/^```[\s\S]*?^```/gm, ''))].join('\n');
  const lines = code.matchAll(/(?:^|[\s\\/])venue-control(?:\.cmd|\.mjs)? ([^\n|>;#]+)/g);
  return [...lines].map(([, line = '']) => line.trim());
}

/** The first word that the command line does not know; undefined: it takes them all. */
function faultOf(line: string): string | undefined {
  const words = line.split(/\s+/);
  let command: Command = program;
  while (command.commands.length > 0 && /^[a-z]/.test(words[0] ?? '')) {
    const [word = ''] = words.splice(0, 1);
    const found: Command | undefined = command.commands.find((one) => one.name() === word);
    if (!found) return word;
    command = found;
  }
  const known = ['--help', '--version', ...command.options.map(({ long }) => long)];
  return words.find((word) => word.startsWith('--') && !known.includes(word.replace(/[^\w-].*$/, '')));
}
