import type { Command } from 'commander';

/** A word of the mistake's, as commander quotes it; and as many digits in it as a PIN has. */
const QUOTED = /'[^']*'/g;
const LIKE_A_PIN = /\d{4,}/g;
const WORDS_TOO_MANY = /(too many arguments[^:]*? but got \d+): [\s\S]*/;

/** What commander says of a mistake, without the words too many and whatever may be a PIN. A first word that is no command is called that. */
export function reportUsageErrors(program: Command): void {
  program.configureOutput({
    outputError: (text, write) => {
      const [first = ''] = program.args.filter((word) => !word.startsWith('-'));
      const isForServe = text.includes("too many arguments for 'serve'") && first !== 'serve';
      const isWord = /^[a-z-]{2,20}$/.test(first);
      const said =
        isForServe && isWord ? `error: unknown command '${first}'\n` : text.replace(WORDS_TOO_MANY, '$1.\n');
      write(said.replace(QUOTED, (word) => word.replace(LIKE_A_PIN, '…')));
    },
  });
}
