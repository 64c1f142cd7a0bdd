/** Which settings changed since the last start, by name: in the log and the audit. Of values only a digest is kept. */
import { AuditTrail, controlPlane } from '../../domain/audit/trail.js';
import type { StateDatabase } from '../../domain/ports/state-database.js';
import { fingerprintOf } from '../../domain/types/canonical-json.js';
import type { World } from '../command-context.js';

const REMEMBERED = 'settings';

type SettingsContext = Pick<World, 'config' | 'clock' | 'log' | 'runAs'>;

export async function recordChangedSettings(world: SettingsContext, state: StateDatabase): Promise<void> {
  const now = digestsOf(world.config);
  const before = (await state.keyValues.get(REMEMBERED))?.value as typeof now | undefined;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now)])].sort();
  const changed = names.filter((name) => before?.[name] !== now[name]);
  if (before && changed.length === 0) return;
  const audit = new AuditTrail({ ...world, state, log: world.log() });
  await state.transaction(async (stores) => {
    await stores.keyValues.set(REMEMBERED, now, world.clock.now());
    // At the first start nothing has changed.
    if (!before) return;
    const of = (digests: typeof now) =>
      Object.fromEntries(changed.map((name) => [name, digests[name] ?? null]));
    // By the digests it is known later whether a value was changed back.
    const act = { action: 'settings.change', before: of(before), after: of(now), detail: { changed } };
    await audit.note(controlPlane(), act, 'SUCCEEDED', stores);
  });
  if (before) world.log().info({ changed }, 'Settings changed since the last start');
}

/** Of what config.json, venue.json and the environment decide; passwords are in files of their own. */
function digestsOf(config: SettingsContext['config']): Readonly<Record<string, string>> {
  const { site, sql, venueFile, port, cloudUrl, pwsh, logLevel, auditAnchor } = config;
  const decided = { site, sql, venue: venueFile?.said, port, cloudUrl, pwsh, logLevel, auditAnchor };
  return Object.fromEntries(
    leavesOf('', decided).map(([name, value]) => [name, fingerprintOf({ value }).slice(0, 16)]),
  );
}

/** By names as a person writes them: `site` represents what is at the top of config.json. */
function leavesOf(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isGroup || value instanceof Date) return [[name, value]];
  const inner = name === '' || name === 'site' ? '' : `${name}.`;
  return Object.entries(value).flatMap(([each, own]) => leavesOf(`${inner}${each}`, own));
}
