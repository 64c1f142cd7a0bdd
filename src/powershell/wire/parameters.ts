/**
 * What each script takes, for plans. The script's own param block is the one place where a parameter is described; `npm run describe`
 * copies it from there to Catalogue.json in the scripts' folder, and a test holds the copy fresh. The host doesn't read it: it asks
 * the param block itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ScriptValue } from '../../domain/ports/script-runner.js';
import { type Secret } from '../../domain/types/secret.js';

export interface ScriptParameter {
  /** As the script writes it: `string[]`, `int`, `securestring`. */
  readonly type: string;
  readonly mandatory: boolean;
  /** Its Validate attributes, as the script writes them. */
  readonly check: string;
}
/** In the script's order. */
export type ScriptParameters = Readonly<Record<string, ScriptParameter>>;

/** Name of a script -> what is known of it; undefined for a folder that says nothing. */
export function readParameters(
  folder: string,
): Readonly<Record<string, { synopsis: string; parameters: ScriptParameters }>> | undefined {
  const file = join(folder, 'Catalogue.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A sentence that says why the script would not take these, by their names; undefined when it would. */
export function findMisfit(
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
