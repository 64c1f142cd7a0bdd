/** Words for a person in a TypeScript file, read from its syntax tree: so names of classes, keys and comments are none. */
import { parseSync } from '@swc/core';

/** swc's nodes are plain objects; only the few fields used here matter. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Attributes that a person reads or hears, whatever is in them. */
const READ = new Set([
  'label',
  'title',
  'aria-label',
  'placeholder',
  'description',
  'sentence',
  'word',
  'status',
  'alt',
]);
/** Attributes with words for the machine. */
/** Names that begin as words do. */
const NAMES = new Set(['Query']);
const UNREAD = new Set(['className', 'rel', 'key', 'id', 'href', 'd', 'autoComplete', 'style']);

/** Each text between tags, each literal in an attribute that is read, and whatever else has two words in a row. */
export function saidIn(text: string, isTsx: boolean): string[] {
  const tree = parseSync(text, { syntax: 'typescript', decorators: true, tsx: isTsx });
  return [...said(tree.body, false)];
}

function* said(value: unknown, isRead: boolean): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* said(item, isRead);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'TsLiteralType':
      return;
    // What a programmer has done wrong is reported to programmers.
    case 'NewExpression':
      if ((node['callee'] as Node)['value'] === 'Error') return;
      break;
    case 'JSXText':
      if (/\p{L}/u.test(String(node['value']))) yield String(node['value']).trim();
      return;
    case 'JSXAttribute': {
      const name = String((node['name'] as Node)['value']);
      if (!UNREAD.has(name) && !/ClassName$/.test(name)) yield* said(node['value'], READ.has(name));
      return;
    }
    case 'StringLiteral':
    case 'TemplateElement': {
      const words = String(node['value'] ?? node['cooked']);
      const pattern = isRead ? /\p{L}{2}/u : /\p{L}{2,}[,.:]? \p{L}{2,}|^\p{Lu}\p{Ll}+[.…]?$/u;
      if (pattern.test(words) && !NAMES.has(words)) yield words;
      return;
    }
    // A value of the machine's, and what it is compared with.
    case 'BinaryExpression':
      if (/^(?:[!=]==|in)$/.test(String(node['operator']))) {
        const sides = [node['left'], node['right']] as Node[];
        yield* said(
          sides.filter(({ type }) => type !== 'StringLiteral'),
          false,
        );
        return;
      }
      break;
    default:
  }
  for (const item of Object.values(node))
    yield* said(item, isRead && !/^(?:Call|Member)Expression$/.test(node.type));
}
