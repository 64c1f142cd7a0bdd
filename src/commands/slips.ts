import type { Command } from 'commander';

/** What commander says of a word too many, without the words: one of them may have been a PIN. A first word that is no command is called that. */
export function sayOfSlips(program: Command): void {
  program.configureOutput({
    outputError: (text, write) => {
      const [first] = program.args;
      const isSlipOfCommand = text.includes("too many arguments for 'serve'") && first !== 'serve';
      const reworded = text.replace(/^error: too many arguments.*$/m, (line) =>
        isSlipOfCommand ? `error: unknown command '${first}'` : line.replace(/( but got \d+): .*\.$/, '$1.'),
      );
      write(reworded);
    },
  });
}
