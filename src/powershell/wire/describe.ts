/** What a plan shows: the PowerShell a person would type to have the same done. Never executed by us. */
import { type ScriptValue } from '../../domain/ports/script-runner.js';
import { quote } from '../../domain/types/powershell-literal.js';
import { type Secret } from '../../domain/types/secret.js';
import { findMisfit, type ScriptParameters } from './parameters.js';

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
