import { posix } from 'node:path';
import type { SourceFile } from './check-imports.js';
import { programFolders } from './layers.js';

const longest = 400;
const forbiddenFolders = ['utils', 'common', 'helpers', 'core', 'services', 'managers'];
/** Here services are what Windows calls so, not a drawer for whatever has no place. */
const windowsServices = ['rehearsal/services/', 'src/domain/services/', 'src/resolvers/services/'];
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const inResolversOnly = /\.(resolver|types|directive)\.ts$/;
// The text of the console is one table.
const excepted = /(^|\/)(generated|migrations)\/|\.generated\.ts$|^console\/messages\.ts$/;

/** Rules that one check of a file's name or text can judge. */
export function checkFile(file: SourceFile): string[] {
  return [tooLong, badName, badFolder, findNotes, readsSentence, platformOutside, procOfAnyProcess].flatMap(
    (check) => check(file) ?? [],
  );
}

function tooLong({ path, text }: SourceFile): string | undefined {
  if (excepted.test(path) || !/\.(ts|tsx|mjs|ps1|psm1)$/.test(path)) return undefined;
  const lines = text.trimEnd().split('\n').length;
  return lines > longest
    ? `${path} has ${lines} lines: past ${longest} a file holds two ideas, so make it two`
    : undefined;
}

function badName({ path }: SourceFile): string | undefined {
  if (!/\.(ts|tsx|mjs)$/.test(path)) return undefined;
  if (inResolversOnly.test(path) && isProgram(path) && !path.startsWith('src/resolvers/')) {
    return `${path}: .resolver, .types and .directive are names for src/resolvers only`;
  }
  const words = [...posix.dirname(path).split('/'), ...posix.basename(path).split('.').slice(0, -1)];
  return words.every((word) => kebab.test(word))
    ? undefined
    : `${path} is not in kebab-case, so it sorts and greps apart from the others`;
}

function isProgram(path: string): boolean {
  return programFolders.some((folder) => path.startsWith(folder));
}

function badFolder({ path }: SourceFile): string | undefined {
  if (!isProgram(path)) return undefined;
  const folders = posix.dirname(path).split('/').slice(1);
  const found = folders.find(
    (folder) => forbiddenFolders.includes(folder) && !windowsServices.some((place) => path.startsWith(place)),
  );
  return found && `${path}: a folder called ${found} says nothing about what is in it`;
}

const clients = /^(console|src\/(cli|domain\/history)|scripts\/VenueControl)\//;
// Its words are PowerShell's own, of a session over SSH, which has no code.
const wordsOfPowerShell = 'scripts/VenueControl/Private/ConvertTo-VenueRemoteFault.ps1';
const SENTENCES = '(message|headline|remedy|detail|summary|sentence)';
const COMPARES: readonly RegExp[] = [
  new RegExp(`\\b${SENTENCES}\\??\\.(includes|startsWith|endsWith|match|search|indexOf|split)\\(`),
  new RegExp(`\\b${SENTENCES} [!=]== (['"\`]|[A-Z]{2})`),
  new RegExp(`\\.(includes|startsWith|endsWith|test)\\([^\\n]*\\b${SENTENCES}\\)`),
  new RegExp(`\\b${SENTENCES}\\)? -c?(not)?(match|like|eq|ne|in|contains) ['"]`, 'i'),
  new RegExp(`\\b${SENTENCES}\\.(Contains|StartsWith|EndsWith|IndexOf)\\(`, 'i'),
];

/** A client decides by codes: a sentence of the server may change in any version. */
export function readsSentence({ path, text }: SourceFile): string | undefined {
  if (!clients.test(path) || excepted.test(path) || path === wordsOfPowerShell) return undefined;
  const line = text.split('\n').find((each) => COMPARES.some((pattern) => pattern.test(each)));
  return line && `${path} compares a sentence of the server, so decide by a code instead: ${line.trim()}`;
}

const FORBIDDEN_NOTES: readonly (readonly [RegExp, string])[] = [
  [/\b(TO[D]O|FIX[M]E)\b/, 'is a note to no one: do it, or file it'],
  [/\b(describe|it|test)\.(only|skip|todo|failing)\b|\b[xf](describe|it)\(/, 'keeps tests from running'],
  [/^\s*(Describe|Context|It)\b.*\s-(Skip|Focus)\b(?!:)/m, 'keeps tests from running'],
];

function findNotes({ path, text }: SourceFile): string[] {
  return FORBIDDEN_NOTES.flatMap(([pattern, why]) => {
    const found = pattern.exec(text);
    return found ? [`${path}:${lineAt(text, found.index)} "${found[0].trim()}" ${why}`] : [];
  });
}

/** On Windows the path is C:\\proc, which any user may make: what is there is no one's word. */
function procOfAnyProcess({ path, text }: SourceFile): string | undefined {
  if (!isProgram(path) || !/['"`]\/proc\b/.test(text) || text.includes('process.platform')) return undefined;
  return `${path} reads /proc wherever it runs: check process.platform first, as any user of Windows may make a C:\\proc`;
}

function platformOutside({ path, text }: SourceFile): string | undefined {
  if (!path.startsWith('scripts/') || path.startsWith('scripts/services/')) return undefined;
  const at = text.search(/\$Is(Windows|Linux|MacOS)\b/);
  return at < 0
    ? undefined
    : `${path}:${lineAt(text, at)} asks for the platform: differences live in scripts/services`;
}

const local: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\/(work\/[a-z.]|root\/|home\/[a-z]|Users\/[A-Za-z])/, "is a path of one person's machine"],
  [/"resolved":/, "names a registry's host (.npmrc keeps it out: omit-lockfile-registry-resolved)"],
  [/^\s*(@[\w-]+:)?registry\s*=/m, "names a registry's host: that is each machine's own setting"],
  [
    /registry\.(npmjs|yarnpkg)\.(org|com)|api\.nuget\.org|nuget\.pkg\.github\.com/,
    "names a registry's host: that is each machine's own setting",
  ],
];

/** What a committed file says that holds on one machine only. */
export function checkPortable({ path, text }: SourceFile): string[] {
  return local.flatMap(([pattern, why]) => {
    const found = pattern.exec(text);
    return found ? [`${path}:${lineAt(text, found.index)} "${found[0].trim()}" ${why}`] : [];
  });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
