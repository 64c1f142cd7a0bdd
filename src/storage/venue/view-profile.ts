/** Which profile made the venue's views, and a checksum of what they do: so that venues can be compared. */
import { createHash } from 'node:crypto';
import type { ViewProfile } from '../../domain/ports/venue-store.js';
import type { ViewDefinition } from '../venue-schema/views.js';

/** `migrate --venue --print --profile` writes it above each statement; SQL Server keeps it with the definition. */
const PROFILE = /^-- Profile: swiftpos ([\d.]+)\s*$/m;
const TEXT_OR_COMMENT = /('(?:[^']|'')*'|\[[^\]]*\]|"[^"]*")|\/\*[\s\S]*?\*\/|--[^\n]*/g;
/** SQL Server stores CREATE OR ALTER as CREATE. */
const CREATE = /^ *CREATE( OR ALTER)? /i;
const DIGITS = 16;

/** Undefined where a definition can't be seen: what is compared must be complete. */
export function viewProfileOf(views: readonly ViewDefinition[]): ViewProfile | undefined {
  if (views.length === 0 || views.some(({ definition }) => definition === null)) return undefined;
  const sorted = [...views].sort((one, other) => (one.name < other.name ? -1 : 1));
  const statements = sorted.map(({ name, definition }) => [name, statementOf(definition ?? '')]);
  const versions = sorted.flatMap(({ definition }) => PROFILE.exec(definition ?? '')?.[1] ?? []);
  return {
    swiftpos: versions.length === 0 ? undefined : [...new Set(versions)].sort().join(', '),
    checksum: createHash('sha256').update(JSON.stringify(statements)).digest('hex').slice(0, DIGITS),
  };
}

/** Without comments and layout, which differ between tools of a DBA and between versions of the scripts. */
function statementOf(definition: string): string {
  return definition.replace(TEXT_OR_COMMENT, '$1').replace(/\s+/g, ' ').trim().replace(CREATE, 'CREATE ');
}
