import { Command } from 'commander';
import type { World } from './world.js';

export function migrateCommand(world: World): Command {
  return new Command('migrate')
    .description("Bring the control plane's own database up to date; serve does so too.")
    .option('--json', 'print the outcome as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const state = await world.openState();
      await state.close();
      const folder = world.config.dataFolder;
      process.stdout.write(
        json ? `${JSON.stringify({ upToDate: true, folder })}\n` : `Up to date: ${folder}\n`,
      );
    });
}
