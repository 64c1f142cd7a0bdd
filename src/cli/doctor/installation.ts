/** What `venue-control doctor` finds of how a real venue is set up: Gateway Client's file, the service's account and the audit anchor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { Row } from '../../domain/scripts/output.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { failed } from '../doctor-rows.js';

/** None where venue.json names no file, which is a row of venue.json. */
export async function gatewayPlace(
  { venueFile }: Pick<Config, 'venueFile'>,
  runner: ScriptRunner,
): Promise<readonly DoctorRow[]> {
  const script = 'Test-GatewayPlace';
  const part = 'gateway credential place';
  const file = venueFile?.said?.gatewayCredential?.file;
  if (file === undefined) return [];
  try {
    const { output } = await runner.run({ script, deadlineMs: 20_000 });
    const why = new Row(output[0], script).optionalText('Why');
    if (why === undefined)
      return [{ part, ok: true, detail: `${file}, which only administrators can change` }];
    return [{ part, ok: false, detail: why, remedy: new AppError('GATEWAY_PLACE_UNUSABLE').remedy }];
  } catch (error) {
    return [failed(part, error)];
  }
}

interface Account {
  readonly sid: string;
  readonly name: string;
}

/**
 * Whether the service runs as the account that its stored credentials were encrypted for: it records both at each start, and each credential
 * records its own. Nothing before a first start as a service of Windows.
 */
export function serviceAccount(dataFolder: string): readonly DoctorRow[] {
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

/** A warning, for a site without another disk or share is served all the same. */
export function externalAnchor({ auditAnchor }: CommandContext['config']): DoctorRow {
  const part = 'audit anchor';
  if (auditAnchor !== undefined) return { part, ok: true, detail: auditAnchor };
  return {
    part,
    ok: true,
    warning: true,
    detail: 'the head of the audit log is stored in the data folder only',
    remedy:
      'Set VENUE_CONTROL_AUDIT_ANCHOR to a file on another disk or share. Then a truncated or replaced audit log is detected, even if the data folder was modified.',
  };
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
