/** Public names that stand in files and not in tables of src: the schema, OpenAPI, PowerShell, paths and exit codes in code. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type DefinitionNode, type InputValueDefinitionNode, print } from 'graphql';
import { BACKED_UP } from '../../src/platform/backup/manifest.js';

interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** By the file that sets them: main for all commands. */
export function exitCodes(): string[] {
  return [...texts('src/cli/**/*.ts'), ...texts('src/main.ts')].flatMap(({ file, text }) =>
    [
      ...matches(text, /process\.exitCode (?:\|\|)?= ([^;]+)/g),
      ...matches(text, /process\.exit\(([^)]*)/g),
    ].flatMap((value) => {
      const figures = value.replaceAll(/\b[A-Z_]{2,}\b/g, (name) => constantIn(text, name, '\\d+') ?? name);
      return matches(figures, /(?:^|[ (])(\d+)/g).map((code) => `${basename(file, '.ts')} ${code}`);
    }),
  );
}

export function definedNames(node: DefinitionNode): string[] {
  if (!('name' in node) || !node.name) return [];
  const name = node.kind === 'DirectiveDefinition' ? `@${node.name.value}` : node.name.value;
  const inside = (fields: readonly { readonly name: { readonly value: string } }[]) =>
    fields.map((field) => `${name}.${field.name.value}`);
  switch (node.kind) {
    case 'DirectiveDefinition':
      return [
        name,
        ...argumentNames(name, node.arguments),
        ...node.locations.map((at) => `${name} on ${at.value}`),
      ];
    case 'ObjectTypeDefinition':
    case 'InterfaceTypeDefinition': {
      const fields = node.fields ?? [];
      const members = fields.flatMap((field) => {
        const member = `${name}.${field.name.value}`;
        return [
          `${member}: ${print(field.type)}`,
          ...argumentNames(member, field.arguments),
          ...(field.directives ?? []).map((directive) => `${member} ${print(directive)}`),
        ];
      });
      return [name, ...members];
    }
    case 'InputObjectTypeDefinition':
      return [name, ...(node.fields ?? []).map((field) => `${name}.${typed(field)}`)];
    case 'EnumTypeDefinition':
      return [name, ...inside(node.values ?? [])];
    case 'UnionTypeDefinition':
      return [name, ...inside(node.types ?? [])];
    default:
      return [name];
  }
}

function argumentNames(owner: string, given: readonly InputValueDefinitionNode[] = []): string[] {
  return given.map((argument) => `${owner}(${typed(argument)})`);
}

/** With its type, and the default if it has one. */
function typed({ name, type, defaultValue }: InputValueDefinitionNode): string {
  return `${name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ''}`;
}

/** Paths that TypeScript and PowerShell join to the data folder; `…` represents what is worked out. */
export function dataFolderNames(): string[] {
  const source = texts('{src,console,rehearsal}/**/*.ts');
  const joined = source.flatMap(({ text }) =>
    matches(
      text,
      /join\((?:(?:\w+\.)*(?:dataFolder|data)\b, |(?='keys'))((?:(?:, )?(?:'[^']+'|`[^`]+`|[A-Z_]+))+)/g,
    ).map((words) =>
      words
        .split(', ')
        .map((word) => (/^[A-Z]/.test(word) ? constant(source, word) : word.slice(1, -1)))
        .join('/')
        .replaceAll(/\$\{[^}]*\}/g, '…'),
    ),
  );
  const scripts = texts('scripts/**/*.{ps1,psm1}').flatMap(({ text }) => [
    ...matches(text, /(?:Combine\(|Join-Path )\$(?:Data|DataFolder|env:VENUE_CONTROL_DATA),? '([^']+)'/g),
    ...matches(text, /\$(?:names|script:Kept\w+|script:RightsFile) = (@\{ \w+ = '[^}]*\}|'.*)/g).flatMap(
      (list) => matches(list, /'([\w./-]+)'/g),
    ),
  ]);
  const logs = source.flatMap(({ file, text }) =>
    file.startsWith('src/platform/') ? matches(text, /'([\w-]+\.jsonl)'/g) : [],
  );
  return [...joined, ...scripts, ...logs, ...BACKED_UP];
}

function constant(source: readonly SourceText[], name: string): string {
  const value = source.map(({ text }) => constantIn(text, name, "'[^']+'")).find(Boolean);
  if (!value) throw new Error(`the value of ${name} was not found`);
  return value.slice(1, -1);
}

function constantIn(text: string, name: string, value: string): string | undefined {
  return new RegExp(`const ${name} = (${value})`).exec(text)?.[1];
}

export function moduleNames(): string[] {
  const manifest = read('scripts/VenueControl/VenueControl.psd1');
  const exported = ['Functions', 'Aliases'].flatMap((what) =>
    matches(new RegExp(`${what}ToExport = @\\(([^)]*)`).exec(manifest)?.[1] ?? '', /'([^']+)'/g),
  );
  return exported.flatMap((name) => [
    name,
    ...parametersOf(read(`scripts/VenueControl/Public/${name}.ps1`)).map(
      (parameter) => `${name} ${parameter}`,
    ),
  ]);
}

/** The catalogue's scripts by their names, and those that something outside of them starts by its path. */
export function scriptNames(): string[] {
  const catalogue: Readonly<Record<string, { readonly parameters: object }>> = JSON.parse(
    read('scripts/operations/Catalogue.json'),
  );
  const paths = texts('scripts/{host,installation,operations}/*.ps1').filter(({ text }) =>
    /^param\(/m.test(text),
  );
  return [
    ...Object.entries(catalogue).flatMap(([name, { parameters }]) => [
      name,
      ...Object.keys(parameters).map((parameter) => `${name} -${parameter}`),
    ]),
    ...paths.map(({ file }) => file),
    ...paths
      .filter(({ file }) => file.startsWith('scripts/installation/'))
      .flatMap(({ file, text }) => parametersOf(text).map((parameter) => `${file} ${parameter}`)),
    'scripts/operations/Catalogue.json',
  ];
}

/** Of a param block with a parameter a line; compared with the help. */
function parametersOf(text: string): string[] {
  const [, line, lines = ''] = /^ *param\((?:(.*)\)$|\n([\s\S]*?)\n *\)$)/m.exec(text) ?? [];
  const block = line?.replaceAll(', [', '\n[') ?? lines;
  const help = matches(text, /^ *\.PARAMETER (\w+)/gm);
  const names = matches(block, /^ *(?:\[.*\])?\$(\w+)/gm);
  if (names.join() !== help.join()) throw new Error(`help has [${help}], the param block has [${names}]`);
  const isChange = /CmdletBinding\([^)]*SupportsShouldProcess/.test(text);
  const aliases = matches(block, /\[Alias\(([^)]*)\)\]/g).flatMap((list) => matches(list, /'(\w+)'/g));
  return [...names, ...aliases, ...(isChange ? ['WhatIf', 'Confirm'] : [])].map((name) => `-${name}`);
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function openApiNames({ paths, components }: OpenApi): string[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, what]) =>
      method === 'parameters'
        ? memberNames(path, what)
        : [`${method.toUpperCase()} ${path}`, ...memberNames(`${method.toUpperCase()} ${path}`, what)],
    ),
  );
  const parts = Object.entries(components).flatMap(([kind, each]) =>
    Object.entries(each).flatMap(([name, what]) => [
      `${kind}/${name}`,
      ...memberNames(`${kind}/${name}`, what),
    ]),
  );
  return [...operations, ...parts];
}

/** Operation ids, parameters, statuses, properties and enumerated words, at whatever depth. */
function memberNames(owner: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => memberNames(owner, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    if (key === 'operationId' || (key === 'name' && typeof inside === 'string'))
      return [`${owner} ${inside}`];
    if (key === 'enum') return (inside as readonly string[]).map((word) => `${owner} ${word}`);
    if (key !== 'properties' && key !== 'responses') return memberNames(owner, inside);
    return Object.entries(inside).flatMap(([name, what]) => {
      const member = key === 'properties' ? `${owner}.${name}` : `${owner} ${name}`;
      return [member, ...memberNames(member, what)];
    });
  });
}

export function texts(pattern: string): readonly SourceText[] {
  return globSync(pattern).map((file) => ({ file: file.replaceAll('\\', '/'), text: read(file) }));
}

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** The first group of each match. */
export function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
