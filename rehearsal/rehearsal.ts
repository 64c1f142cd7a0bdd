/** The rehearsal as the command line sees it: its seed, its cloud, its services, its faults. */
import { type CloudAddress, ensureCloud, stopCloud } from './cloud/cloud-control.js';
import { describeFaults, parseFaultArgument, readFaults, setFaults } from './faults.js';
import { rehearsalPins } from './seed-venue.js';
import type { ServiceConfig } from './services/run.js';
import { stopAllServices } from './services/shutdown.js';
import { seedVenueFolder } from './venue-folder.js';

/** `entry`: the program that its processes are started with. */
export function openRehearsal(config: CloudAddress & ServiceConfig, entry: string) {
  const { dataFolder } = config;
  return {
    seed: () => void seedVenueFolder(dataFolder),
    clerkPins: rehearsalPins.map(({ clerkId, pin }) => ({ clerkId: String(clerkId), pin })),
    ensureCloud: async () => void (await ensureCloud(config, entry)),
    async stopEverything() {
      await stopAllServices(dataFolder);
      await stopCloud(dataFolder);
    },
    runCloud: async () => (await import('./cloud/run-cloud.js')).runCloud(config),
    runService: async (key: string | undefined) =>
      (await import('./services/run-service.js')).runService(key, config),
    faults: () => readFaults(dataFolder),
    setFaults: async (words: readonly string[]) => setFaults(dataFolder, parseFaultArgument(words)),
    describeFaults,
  };
}
