/** The rehearsal cloud as a process: starts, says so in one line, stops on SIGTERM or Ctrl+C. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../json-file.js';
import { RehearsalError } from '../rehearsal-error.js';
import { seedVenueFolder } from '../venue-folder.js';
import { rehearsalFolder } from '../venue-paths.js';
import { FaultWatch } from './fault-watch.js';
import { CloudMemory } from './memory.js';
import { probeCloud } from './probe.js';
import { makeCloudServer } from './server.js';

export interface CloudPlace {
  readonly dataFolder: string;
  /** 0: one of the system's choice. */
  readonly cloudPort: number;
}

export interface RunningCloud {
  readonly port: number;
  readonly url: string;
  /** Ends within a second, open requests too. */
  stop(): Promise<void>;
}

/**
 * Seeds what is missing, listens on 127.0.0.1 and resolves when SIGTERM or SIGINT has stopped it.
 * Throws RehearsalError CLOUD_PORT_TAKEN or CLOUD_ALREADY_RUNS.
 */
export async function runCloud(config: CloudPlace): Promise<void> {
  // The reader of our one line may be gone by then; that is no reason to end.
  process.stdout.on('error', () => {});
  const ended = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const cloud = await startCloud(config);
  process.stdout.write(`Rehearsal cloud ready: ${cloud.url} (mailbox at ${cloud.url}/mailbox)\n`);
  await ended;
  await cloud.stop();
}

/** The same without signals. */
export async function startCloud(config: CloudPlace): Promise<RunningCloud> {
  const { dataFolder } = config;
  seedVenueFolder(dataFolder);
  const memory = new CloudMemory(dataFolder);
  const faults = new FaultWatch(dataFolder);
  const startedAt = new Date().toISOString();
  const app = makeCloudServer({ memory, dataFolder, startedAt, faults });
  const end = () => {
    faults.stop();
    memory.close();
  };
  try {
    await app.listen({ host: '127.0.0.1', port: config.cloudPort, exclusive: true });
  } catch (error) {
    end();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? await portTaken(config, error) : error;
  }
  const { port } = app.server.address() as AddressInfo;
  const noteFile = join(rehearsalFolder(dataFolder), 'cloud.json');
  writeJsonFile(noteFile, { pid: process.pid, port, startedAt });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await app.close();
      end();
      const note = readJsonFile(noteFile) as { pid?: number } | undefined;
      if (note?.pid === process.pid) rmSync(noteFile, { force: true });
    },
  };
}

async function portTaken({ dataFolder, cloudPort }: CloudPlace, cause: unknown): Promise<RehearsalError> {
  const who =
    (await probeCloud(`http://127.0.0.1:${cloudPort}`, dataFolder)) === 'other'
      ? 'the rehearsal cloud of another data folder'
      : 'another program';
  return new RehearsalError(
    'CLOUD_PORT_TAKEN',
    `Port ${cloudPort} on 127.0.0.1 is taken by ${who}. Stop it, or set VENUE_CONTROL_CLOUD_PORT to a free port.`,
    { cause },
  );
}
