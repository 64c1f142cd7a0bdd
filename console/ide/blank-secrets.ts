/**
 * What may be kept of a document, or handed on: its text with every literal blanked that may be a PIN, a code, a passphrase or a token. What the
 * schema doesn't know by its name may be one of them, misspelt.
 */
import { type ASTNode, type DocumentNode, Kind, TokenKind, type ValueNode, visit } from 'graphql';
import { inputNames } from '../generated/input-names';
import { parsed } from './document';
import { examples } from './examples';

/** Words of a name that say what its value is. A test compares them with the schema's own write-only scalars. */
const SECRET = ['pin', 'code', 'passphrase', 'password', 'token', 'secret'];

/** `pin`, `newPin`, `PINs`, `authenticationcode` and `tokenOfBar`, not `keeping`. A word more than needed costs nothing: it is typed again. */
export function isSecretName(name: string): boolean {
  const words = name
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|_/)
    .map((word) => word.toLowerCase());
  return words.some((word) => SECRET.some((secret) => word.replace(/s$/, '').endsWith(secret)));
}

function mayBeSecret(name: string): boolean {
  return isSecretName(name) || !inputNames.has(name);
}

/**
 * Undefined for a text that can't be parsed: it is unknown where its secrets are. Comments and descriptions go too, but the comments of
 * our own examples.
 */
export function blanked(query: string): string | undefined {
  const document = parsed(query);
  if (!document) return undefined;
  const cuts = [...literalsOf(document).cuts, ...commentsOf(document), ...descriptionsOf(document)];
  return cuts
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), query);
}

/** The values of a document's variables as they may be handed on: blank where name, type or use says that they may be secret, or none says what they are. */
export function blankedVariables(query: string, values: object): object {
  const document = parsed(query);
  const { secret, declared } = document ? literalsOf(document) : NOTHING_KNOWN;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      blankedValue(value, secret.has(name) || isSecretName(name) || !declared.has(name)),
    ]),
  );
}

/** What is no string or number stays. */
function blankedValue(value: unknown, isSecret: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => blankedValue(one, isSecret));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, blankedValue(one, isSecret || mayBeSecret(name))]),
    );
  if (!isSecret) return value;
  return typeof value === 'string' ? '' : typeof value === 'number' ? 0 : value;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Names of variables. */
interface Variables {
  readonly secret: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

const NOTHING_KNOWN: Variables = { secret: new Set(), declared: new Set() };

function literalsOf(document: DocumentNode): Variables & { readonly cuts: readonly Cut[] } {
  const cuts = new Map<number, Cut>();
  const secret = new Set<string>();
  const declared = new Set<string>();
  const blank = (within: ASTNode) => {
    const cut = (node: ValueNode, by: string) => {
      if (node.loc) cuts.set(node.loc.start, { start: node.loc.start, end: node.loc.end, by });
    };
    visit(within, {
      enter(node) {
        if (node.kind === Kind.VARIABLE) secret.add(node.name.value);
        // An enum is an unquoted code: not what the server takes, and typed all the same.
        else if (node.kind === Kind.STRING || node.kind === Kind.ENUM) cut(node, '""');
        else if (node.kind === Kind.INT || node.kind === Kind.FLOAT) cut(node, '0');
      },
    });
  };
  const byName = ({
    name,
    value,
  }: {
    readonly name: { readonly value: string };
    readonly value: ValueNode;
  }) => {
    if (mayBeSecret(name.value)) blank(value);
  };
  visit(document, { Argument: byName, ObjectField: byName });
  // After all uses are known: a default is a literal of whatever its variable is used for.
  visit(document, {
    VariableDefinition({ variable, type, defaultValue }) {
      const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
      const isSecret =
        secret.has(variable.name.value) ||
        isSecretName(variable.name.value) ||
        (named.kind === Kind.NAMED_TYPE && isSecretName(named.name.value));
      declared.add(variable.name.value);
      if (isSecret) secret.add(variable.name.value);
      if (isSecret && defaultValue) blank(defaultValue);
    },
  });
  return { cuts: [...cuts.values()], secret, declared };
}

/** A line that was commented out may hold what its document held. */
function commentsOf(document: DocumentNode): readonly Cut[] {
  const cuts: Cut[] = [];
  for (let token = document.loc?.startToken ?? null; token; token = token.next) {
    const { kind, start, end, value } = token;
    if (kind === TokenKind.COMMENT && !ours.has(value)) cuts.push({ start, end, by: '' });
  }
  return cuts;
}

/** What says in words what something is, before an operation, a variable or a type, is a comment too. */
function descriptionsOf(document: DocumentNode): readonly Cut[] {
  const cuts: Cut[] = [];
  visit(document, {
    enter(node) {
      const loc = 'description' in node ? node.description?.loc : undefined;
      if (loc) cuts.push({ start: loc.start, end: loc.end, by: '' });
    },
  });
  return cuts;
}

const ours = new Set(
  examples.flatMap(({ query }) => [...query.matchAll(/#(.*)$/gm)].map(([, text]) => text)),
);
