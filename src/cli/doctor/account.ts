/** Whether the service runs as the account that its stored credentials were encrypted for: it writes both down at each start, and a credential says it itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../domain/ports/finding.js';

interface Account {
  readonly sid: string;
  readonly name: string;
}

/** Nothing before a first start as a service of Windows. */
export function serviceAccount(dataFolder: string): readonly Finding[] {
  const record = read(join(dataFolder, 'service-account.json'));
  if (!record) return [];
  const { runsAs } = record;
  const secretsOf = keeperOf(join(dataFolder, 'credentials', 'gateway.json')) ?? record.secretsOf;
  const part = 'service account';
  if (secretsOf.sid === runsAs.sid) return [{ part, ok: true, detail: runsAs.name }];
  return [
    {
      part,
      ok: false,
      detail: `it last ran as ${runsAs.name}, but only ${secretsOf.name} can read the stored credentials`,
      remedy: `Run the service as ${secretsOf.name} again ("venue-control uninstall", which keeps the data, then install with --account). Or onboard again as LocalSystem, which stores a new credential. Gateway Client has its own copy and keeps working.`,
    },
  ];
}

/** Nothing of one from before, or that this account may not read. */
function keeperOf(file: string): Account | undefined {
  try {
    const { keptBy } = JSON.parse(readFileSync(file, 'utf8'));
    return keptBy?.sid && keptBy?.name ? keptBy : undefined;
  } catch {
    return undefined;
  }
}

function read(file: string): { readonly secretsOf: Account; readonly runsAs: Account } | undefined {
  try {
    const { secretsOf, runsAs } = JSON.parse(readFileSync(file, 'utf8'));
    return secretsOf?.sid && runsAs?.sid ? { secretsOf, runsAs } : undefined;
  } catch {
    return undefined;
  }
}
