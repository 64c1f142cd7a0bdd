/** Every mutant of the guards: a directive that is gone or weaker, a comparison in the rules that is turned round, one at a time. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** What is there instead. */
  readonly text: string;
  /** What else the file needs for it, at its end. */
  readonly needs: string;
  readonly what: string;
  /** Of a directive: the matrix is enough to see it. */
  readonly isDirective: boolean;
}

/** Where someone is let through or not. */
const RULES = [
  'src/domain/permissions/rules.ts',
  'src/domain/permissions/standing.ts',
  'src/domain/permissions/visibility.ts',
];
/** How much of the venue each permission asks to see. */
const NEEDS = 'src/domain/types/permissions.ts';

export function mutants(): readonly Mutant[] {
  const resolvers = readdirSync('src/resolvers', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(resolver|types)\.ts$/.test(file))
    .map((file) => join('src/resolvers', file).replaceAll('\\', '/'));
  return [...resolvers.sort().flatMap(ofDirectives), ...RULES.flatMap(ofRules), ...ofNeeds()];
}

function ofDirectives(file: string): readonly Mutant[] {
  return changed(file, /@(?<kind>Requires|SignedIn|Public)\([^)]*\)(?=\n)/g, ({ kind }, found) => {
    if (kind === 'Public') return ['', '@SignedIn()'];
    return found === '@SignedIn()' ? ['', '@Public()'] : ['', '@SignedIn()'];
  }).map((mutant) => ({ ...mutant, isDirective: true, needs: importFor(mutant) }));
}

/** The file may know the weaker one by that name already. */
function importFor({ file, text }: Mutant): string {
  const name = /^@(\w+)/.exec(text)?.[1];
  if (
    name === undefined ||
    new RegExp(`\\b${name}\\b.*security\\.directive`).test(readFileSync(file, 'utf8'))
  )
    return '';
  const folders = file.split('/').length - 'src/resolvers/'.split('/').length;
  return `\nimport { ${name} } from '${'../'.repeat(folders) || './'}schema/security.directive.js';\n`;
}

const TURNED: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '!': [''],
  '.every(': ['.some('],
  '.some(': ['.every('],
};

/** The formatter has a space on either side of an operator, and none within the brackets of a type. */
const OPERATOR = /(?<=\s)(?:[<>]=?|[!=]==|&&|\|\|)(?=\s)|(?<=[\s(!])!(?=[\w(])|\.(?:every|some)\(/g;

function ofRules(file: string): readonly Mutant[] {
  return changed(file, OPERATOR, (_groups, found) => TURNED[found] ?? []);
}

function ofNeeds(): readonly Mutant[] {
  return changed(NEEDS, /(?<=scope: )'(?:every|some)'/g, (_groups, found) => [
    found === "'every'" ? "'some'" : "'every'",
  ]);
}

function changed(
  file: string,
  pattern: RegExp,
  turned: (groups: Readonly<Record<string, string>>, found: string) => readonly string[],
): readonly Mutant[] {
  const source = readFileSync(file, 'utf8');
  return [...withoutComments(source).matchAll(pattern)].flatMap((match) => {
    const [found] = match;
    const line = source.slice(0, match.index).split('\n').length;
    const place = {
      file,
      line,
      start: match.index,
      end: match.index + found.length,
      needs: '',
      isDirective: false,
    };
    return turned(match.groups ?? {}, found).map((text) => ({
      ...place,
      text,
      what: `${found} is ${text || 'gone'}`,
    }));
  });
}

/** Blanks in their place. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
