/** A JSON file that a person writes: its values, and the line of each, for a refusal that can be found with an editor. */
import { readFileSync } from 'node:fs';
import {
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { ConfigError } from './config-error.js';

export interface PlacedJson {
  readonly value: object;
  /** The file, and the line of what is at this path; of what is nearest around it when nothing does. */
  readonly placeOf: (path: JSONPath) => string;
}

/** Undefined only when there is no such file; `fix` is what to do about one that is broken. Throws ConfigError for one that can't be read, or is no JSON object in which each name is once. */
export function readPlacedJson(file: string, fix = FIX): PlacedJson | undefined {
  const text = readIfThere(file);
  return text === undefined ? undefined : parsePlacedJson(file, text, fix);
}

/** `file` is what it is called. A mark of the byte order, as Windows' editors write it, says nothing. Throws ConfigError. */
export function parsePlacedJson(file: string, said: string, fix: string): PlacedJson {
  const text = said.replace(/^\ufeff/, '');
  const placeAt = (offset: number) => `${file}, line ${text.slice(0, offset).split(/\r\n|\r|\n/).length}`;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error) {
    const what = inWords(printParseErrorCode(error.error));
    throw new ConfigError(`${placeAt(error.offset)} is not JSON: ${what}. ${fix}`);
  }
  if (root?.type !== 'object')
    throw new ConfigError(`${placeAt(root?.offset ?? 0)} is not a JSON object. ${fix}`);
  const twice = findTwice(root);
  if (twice) throw new ConfigError(`${placeAt(twice.offset)}: ${nameOf(twice)} is set twice. ${fix}`);
  return { value: getNodeValue(root), placeOf: (path) => placeAt(offsetOf(root, path)) };
}

const FIX = 'Correct it, or delete the file to run with the defaults.';

/** Only a file that isn't there is no decision. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    // What a disk or a busy machine says passes, and anyone who starts this again may well.
    const Refusal = code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' ? ConfigError : Error;
    throw new Refusal(
      `${file} exists but can't be read (${code}), so the venue settings are unknown. Give the server's account read permission, or delete the file to run with the defaults.`,
    );
  }
}

/** Names as JSON.parse would take them: the last wins, and no one notices. */
function findTwice(node: Node): Node | undefined {
  const names = new Set<string>();
  for (const child of node.children ?? []) {
    if (node.type === 'object') {
      if (names.has(nameOf(child))) return child;
      names.add(nameOf(child));
    }
    const within = findTwice(child);
    if (within) return within;
  }
  return undefined;
}

function nameOf({ children }: Node): string {
  return String(children?.[0]?.value);
}

function offsetOf(root: Node, path: JSONPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    // From its name on, where it has one.
    if (node) return (node.parent?.type === 'property' ? node.parent : node).offset;
  }
  return root.offset;
}

/** `CommaExpected` as `comma expected`. */
function inWords(code: string): string {
  return code.replace(/\B[A-Z]/g, ' $&').toLowerCase();
}
