/** Which settings changed since the last start: by name in the log, in the audit also with the values that a support bundle may contain. */
import { sharedSettings } from '../../config/shared-settings.js';
import { AuditTrail, controlPlane } from '../../domain/audit/trail.js';
import type { StateDatabase } from '../../domain/ports/state-database.js';
import { fingerprintOf } from '../../domain/types/canonical-json.js';
import type { CommandContext } from '../command-context.js';

const REMEMBERED = 'settings';
const VALUES = 'settings.values';

type SettingsContext = Pick<CommandContext, 'config' | 'clock' | 'log' | 'runAs'>;

export async function recordChangedSettings(context: SettingsContext, state: StateDatabase): Promise<void> {
  const now = digestsOf(context.config);
  const before = (await state.keyValues.get(REMEMBERED))?.value as typeof now | undefined;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now)])].sort();
  const changed = names.filter((name) => before?.[name] !== now[name]);
  if (before && changed.length === 0) return;
  const audit = new AuditTrail({ ...context, state, log: context.log() });
  await state.transaction(async (stores) => {
    const known = (await stores.keyValues.get(VALUES))?.value ?? {};
    const values = valuesOf(context.config);
    await stores.keyValues.set(REMEMBERED, now, context.clock.now());
    await stores.keyValues.set(VALUES, values, context.clock.now());
    // At the first start nothing has changed.
    if (!before) return;
    const was = pick(known, changed);
    const is = pick(values, changed);
    const act = {
      action: 'settings.change',
      // By the digests it is known later whether a value was changed back.
      detail: { changed, was: pick(before, changed), is: pick(now, changed) },
      ...(Object.keys(was).length > 0 && { before: was }),
      ...(Object.keys(is).length > 0 && { after: is }),
    };
    await audit.note(controlPlane(), act, 'SUCCEEDED', stores);
  });
  if (before) context.log().info({ changed }, 'Settings changed since the last start');
}

/** Of what config.json, venue.json and the environment decide; passwords are in files of their own. */
function digestsOf(config: SettingsContext['config']): Readonly<Record<string, string>> {
  const { site, sql, venueFile, port, cloudUrl, pwsh, logLevel, auditAnchor } = config;
  const decided = { site, sql, venue: venueFile?.said, port, cloudUrl, pwsh, logLevel, auditAnchor };
  return Object.fromEntries(
    leavesOf('', decided).map(([name, value]) => [name, fingerprintOf({ value }).slice(0, 16)]),
  );
}

/** Of what is no secret: by the names of `digestsOf`. Any other value is only a digest. */
function valuesOf(config: SettingsContext['config']): Values {
  const { 'config.json': site, 'venue.json': venue, ...others } = sharedSettings(config);
  const leaves = leavesOf('', { ...others, site, venue });
  return Object.fromEntries(leaves.filter((leaf): leaf is [string, Values[string]] => isPlain(leaf[1])));
}

type Values = Readonly<Record<string, string | number | boolean | readonly unknown[]>>;

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  // An address may contain a credential.
  return typeof value === 'string'
    ? !URL.canParse(value) || isBare(new URL(value))
    : ['number', 'boolean'].includes(typeof value);
}

function isBare({ username, password, search, hash }: URL): boolean {
  return [username, password, search, hash].every((part) => part === '');
}

function pick(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name]]] : [])));
}

/** By names as a person writes them: `site` represents what is at the top of config.json. */
function leavesOf(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isGroup || value instanceof Date) return [[name, value]];
  const inner = name === '' || name === 'site' ? '' : `${name}.`;
  return Object.entries(value).flatMap(([each, own]) => leavesOf(`${inner}${each}`, own));
}
