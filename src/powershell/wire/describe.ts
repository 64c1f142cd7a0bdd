/** What a plan shows: the PowerShell a person would type to have the same done. Never executed by us. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptValue } from '../../domain/ports/script-runner.js';
import { quote } from '../../domain/types/powershell.js';
import type { Secret } from '../../domain/types/secret.js';

/**
 * `& "scripts/operations/Name.ps1" -Key 'gateway-client' -Code <secret>`; `path` is relative to the project. Throws when the script
 * would not take it: a plan never shows a command that can't be run. `known`: what the script takes, where that is known.
 */
export function describeCall(
  path: string,
  parameters: Readonly<Record<string, ScriptValue>> = {},
  secrets: Readonly<Record<string, Secret>> = {},
  known?: ScriptParameters,
): string {
  const problem = known && findMisfit(known, parameters, secrets);
  if (problem) throw new Error(`${path}: ${problem}`);
  const words = [`& "${path.replaceAll('\\', '/').replace(/[`"$]/g, '`$&')}"`];
  for (const [name, value] of Object.entries(parameters)) {
    // The colon, because a switch would leave `$true` over for the next parameter.
    words.push(`-${name}${typeof value === 'boolean' ? ':' : ' '}${literal(value)}`);
  }
  for (const name of Object.keys(secrets)) words.push(`-${name} <secret>`);
  // What an earlier step finds out: the plan says that it will be there.
  for (const [name, { mandatory }] of Object.entries(known ?? {})) {
    if (mandatory && !(name in parameters) && !(name in secrets)) words.push(`-${name} <known by then>`);
  }
  return words.join(' ');
}

function literal(value: ScriptValue): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `@(${value.map(literal).join(',')})`;
  const entries = Object.entries(value).map(([key, entry]) => `${quote(key)} = ${literal(entry)}`);
  return entries.length === 0 ? '@{}' : `@{ ${entries.join('; ')} }`;
}

export interface ScriptParameter {
  /** As the script writes it: `string[]`, `int`, `securestring`. */
  readonly type: string;
  readonly mandatory: boolean;
  /** Its Validate attributes, as the script writes them. */
  readonly check: string;
}
/** In the script's order. */
export type ScriptParameters = Readonly<Record<string, ScriptParameter>>;

/**
 * What each script takes, for plans. The script's own param block is the one place where a parameter is described; `npm run describe` copies it
 * from there to Catalogue.json in the scripts' folder, and a test holds the copy fresh. The host doesn't read it: it asks the param block
 * itself. Name of a script -> what is known of it; undefined for a folder that says nothing.
 */
export function readParameters(
  folder: string,
): Readonly<Record<string, { synopsis: string; parameters: ScriptParameters }>> | undefined {
  const file = join(folder, 'Catalogue.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A sentence that says why the script would not take these, by their names; undefined when it would. */
function findMisfit(
  known: ScriptParameters,
  parameters: Readonly<Record<string, ScriptValue>>,
  secrets: Readonly<Record<string, Secret>>,
): string | undefined {
  const given = [
    ...Object.keys(parameters).map((name) => ({ name, isSecret: false })),
    ...Object.keys(secrets).map((name) => ({ name, isSecret: true })),
  ];
  for (const { name, isSecret } of given) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) return `it has no parameter named exactly ${name}.`;
    if ((parameter.type === 'securestring') !== isSecret)
      return isSecret ? `${name} takes no secret.` : `${name} takes a secret.`;
  }
  return undefined;
}
