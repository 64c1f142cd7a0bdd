/** What a TypeScript file says about other files: read from its syntax tree, so that strings and comments can't fool it. */
import { parseSync } from '@swc/core';

export interface Import {
  /** As written; undefined when the argument of import() is computed. */
  readonly specifier: string | undefined;
  /** Gone after compiling: `import type`, or every name in it marked `type`. */
  readonly isTypeOnly: boolean;
}

export interface ReadSource {
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** Nothing but `export … from`: a barrel. */
  readonly isBarrel: boolean;
  /** Nothing but types: gone after compiling. */
  readonly isInterface: boolean;
}

/** swc's nodes are plain objects; only the few fields used here matter. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Every check reads every file, and to parse one is most of the work. */
const known = new Map<string, ReadSource>();

export function readSource(text: string, isTsx = false): ReadSource {
  const read = known.get(text) ?? parse(text, isTsx);
  known.set(text, read);
  return read;
}

function parse(text: string, isTsx: boolean): ReadSource {
  const tree = parseSync(text, { syntax: 'typescript', decorators: true, tsx: isTsx });
  const body = tree.body as unknown as Node[];
  const nodes = nodesIn(body);
  return {
    imports: nodes.flatMap(importsOf),
    hasDefaultExport: nodes.some(isDefaultExport),
    isBarrel: body.length > 0 && body.every((node) => node.type.startsWith('Export') && hasSource(node)),
    isInterface: body.every(
      (node) =>
        isDeclaredType(node) || isDeclaredType(node['declaration']) || node.type === 'ImportDeclaration',
    ),
  };
}

/** A list and no generator: one that goes as deep as the tree takes longer than to parse it. */
function nodesIn(value: unknown, into: Node[] = []): Node[] {
  if (typeof value !== 'object' || value === null) return into;
  if (typeof (value as Node).type === 'string') into.push(value as Node);
  for (const [key, inside] of Object.entries(value)) if (key !== 'span') nodesIn(inside, into);
  return into;
}

function importsOf(node: Node): Import[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return hasSource(node) ? [{ specifier: textOf(node['source']), isTypeOnly: isTypeOnly(node) }] : [];
    case 'TsImportType':
      return [{ specifier: textOf(node['argument']), isTypeOnly: true }];
    case 'TsExternalModuleReference':
      return [{ specifier: textOf(node['expression']), isTypeOnly: false }];
    case 'CallExpression':
      return isLoader(node['callee'] as Node) ? [{ specifier: firstArgument(node), isTypeOnly: false }] : [];
    default:
      return [];
  }
}

/** `import(…)`, `require(…)`, `createRequire(…)(…)` is caught at node:module, `process.getBuiltinModule(…)`. */
function isLoader(callee: Node): boolean {
  if (callee.type === 'Import') return true;
  if (callee.type === 'Identifier') return callee['value'] === 'require';
  const property = callee['property'] as Node | undefined;
  return callee.type === 'MemberExpression' && property?.['value'] === 'getBuiltinModule';
}

function firstArgument(call: Node): string | undefined {
  const [first] = call['arguments'] as { expression: unknown }[];
  return textOf(first?.expression);
}

function textOf(node: unknown): string | undefined {
  const literal = node as Node | undefined;
  return literal?.type === 'StringLiteral' ? String(literal['value']) : undefined;
}

function hasSource(node: Node): boolean {
  return node['source'] !== null && node['source'] !== undefined;
}

function isTypeOnly(node: Node): boolean {
  if (node['typeOnly'] === true) return true;
  const specifiers = (node['specifiers'] ?? []) as { isTypeOnly?: boolean }[];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly === true);
}

function isDeclaredType(node: unknown): boolean {
  return ['TsInterfaceDeclaration', 'TsTypeAliasDeclaration'].includes(
    (node as Node | undefined)?.type ?? '',
  );
}

function isDefaultExport(node: Node): boolean {
  if (node.type === 'ExportDefaultExpression' || node.type === 'ExportDefaultDeclaration') return true;
  const exported = node['exported'] as Node | null | undefined;
  return node.type === 'ExportSpecifier' && exported?.['value'] === 'default';
}
