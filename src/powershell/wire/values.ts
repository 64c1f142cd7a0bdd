/** What may be handed to a script: checked before anything is sent, so that a refusal certainly changed nothing. */
import { type ScriptValue } from '../../domain/ports/script-runner.js';
import { type Secret } from '../../domain/types/secret.js';
import { protocol } from './protocol.js';

/** A sentence that says what is wrong with a call's values (never the value itself), or undefined. */
export function findBadValue(
  parameters: Readonly<Record<string, ScriptValue>>,
  secrets: Readonly<Record<string, Secret>>,
): string | undefined {
  const names = [...Object.keys(parameters), ...Object.keys(secrets)];
  const badName = names.find((name) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name));
  if (badName !== undefined) return 'A parameter name must be letters and digits.';
  if (names.some(isReserved)) return 'A parameter has a name that PowerShell keeps for itself.';
  if (!differ(names.map((name) => name.toLowerCase()))) return 'Two parameters have the same name.';
  for (const [name, value] of Object.entries(parameters)) {
    const problem = findProblem(value, 1);
    if (problem) return `Parameter ${name}: ${problem}`;
  }
  for (const [name, secret] of Object.entries(secrets)) {
    const text = secret.reveal();
    // A lone surrogate has no bytes in UTF-8: it could not arrive as it was.
    if (!text.isWellFormed()) return `Secret ${name}: the text isn't well-formed Unicode.`;
    if (text.length > protocol.MaximumSecretLength)
      return `Secret ${name}: longer than ${protocol.MaximumSecretLength} characters.`;
  }
  return undefined;
}

function findProblem(value: unknown, depth: number): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : "the text isn't well-formed Unicode.";
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'expected a finite number.';
  if (typeof value !== 'object') return `expected a plain JSON value, received ${typeof value}.`;
  if (depth >= protocol.MaximumDepth) return `nested more than ${protocol.MaximumDepth} levels.`;
  if (Array.isArray(value)) return findFirst(value, depth);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return 'expected a plain object.';
  const keys = Object.keys(value);
  // PowerShell's tables don't know case, and its JSON reader knows no empty name.
  if (!differ(keys.map((key) => key.toUpperCase())) || !differ(keys.map((key) => key.toLowerCase())))
    return 'two names differ only in case.';
  if (keys.some((key) => key === '' || !key.isWellFormed()))
    return 'a name is empty or not well-formed Unicode.';
  if (keys.some(isReserved)) return 'a name is one that PowerShell keeps for itself.';
  return findFirst(Object.values(value), depth);
}

/** Windows PowerShell could not read a frame with such a name, and its host would end. */
function isReserved(name: string): boolean {
  return /^ps(base|adapted|extended|object|typenames)$/i.test(name);
}

function differ(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

function findFirst(values: readonly unknown[], depth: number): string | undefined {
  for (const entry of values) {
    const problem = findProblem(entry, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}
