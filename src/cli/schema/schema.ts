import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

export function schemaCommand(context: CommandContext): Command {
  return new Command('schema')
    .description('Print the GraphQL schema with its directives (the committed schema.graphql).')
    .action(async () => {
      process.stdout.write(await context.printSchema());
    });
}
