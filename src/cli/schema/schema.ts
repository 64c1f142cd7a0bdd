import { Command } from 'commander';
import type { World } from '../command-context.js';

export function schemaCommand(world: World): Command {
  return new Command('schema')
    .description('Print the GraphQL schema with its directives (the committed schema.graphql).')
    .action(async () => {
      process.stdout.write(await world.printSchema());
    });
}
