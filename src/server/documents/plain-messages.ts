/**
 * graphql-js quotes what it refuses: values of variables, literals, tokens. A refused value may be a PIN or an authentication code,
 * so its messages are rebuilt from what is known to be harmless: names that the schema or the document's structure gives.
 */
import { type GraphQLError, Kind } from 'graphql';

/** Whether graphql-js complains about the value given for a variable. */
export function isVariableComplaint(error: GraphQLError): boolean {
  return (
    error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION &&
    /^Variable "\$\w+" (?:has invalid value|got invalid value|of required type|of non-null type)/.test(
      error.message,
    )
  );
}

/** `Variable "$input" got an invalid value at "input.reason". Expected Int.` */
export function variableMessage(error: GraphQLError): string {
  const node = error.nodes?.[0];
  const name = node?.kind === Kind.VARIABLE_DEFINITION ? node.variable.name.value : '';
  const absent =
    /^Variable "\$\w+" of (?:required|non-null) type "[\w![\]]+" (?:was not provided|must not be null)\.$/;
  if (absent.test(error.message)) return error.message;
  // Inside a quoted value a quotation mark is escaped, so that this can't match there.
  const path = new RegExp(` at "(${name}(?:\\.\\w+|\\[\\d+\\])+)"; `).exec(error.message)?.[1];
  const at = path === undefined ? '' : ` at "${path}"`;
  return `Variable "$${name}" got an invalid value${at}.${reason(error.originalError?.message)}`;
}

/** For an error of validation: complaints about a literal lose the literal; the rest quotes names only. */
export function validationMessage(error: GraphQLError): string {
  const kind = error.nodes?.[0]?.kind;
  // A scalar's own complaint names no node.
  const structural =
    kind === undefined ? /^Too many validation errors/.test(error.message) : !LITERALS.has(kind);
  if (structural) return error.message;
  return `A value in the document is not valid.${reason(error.message)}`;
}

const LITERALS: ReadonlySet<string> = new Set([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.NULL,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** `Argument "key" is not valid.`; undefined when the error isn't about an argument. */
export function argumentMessage(message: string): string | undefined {
  const name = /^Argument "(\w+)" (?:of|has) /.exec(message)?.[1];
  return name === undefined ? undefined : `Argument "${name}" is not valid.`;
}

/** Keeps what was expected and where; a token that is there may be part of a secret. */
export function syntaxMessage(message: string): string {
  const upToToken = /^((?:[^"]|"[!$&():=@[\]{|}.]{1,3}")*)"(?![!$&():=@[\]{|}.]{1,3}")/.exec(message)?.[1];
  return `${(upToToken ?? message).replace(/[ :.]+$/, '')}.`;
}

/** `Did you mean` reports the schema's names: not to someone who may not read it. */
export function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [\s\S]*$/, '');
}

/** The harmless part of a reason, led by a space; empty when it can't be distinguished from the value. */
function reason(message: string | undefined): string {
  if (message === undefined) return '';
  for (const [pattern, say] of REASONS) {
    const found = pattern.exec(message);
    if (found) return ` ${say(found[1] ?? '', found[2] ?? '')}`;
  }
  return '';
}

const REASONS: readonly (readonly [RegExp, (first: string, second: string) => string])[] = [
  [/^Expected non-nullable type "([\w![\]]+)" not to be null\.$/, (type) => `Expected ${type}, not null.`],
  [
    /^Field "([\w.]+)" of required type "([\w![\]]+)" was not provided\.$/,
    (field, type) => `Field "${field}" (${type}) is missing.`,
  ],
  [/^Expected type "(\w+)" to be an object\.$/, (type) => `Expected an object of type ${type}.`],
  [/^Field "[^"]*" is not defined by type "(\w+)"/, (type) => `${type} has no such field.`],
  [/^(Int|Float|String|Boolean|ID) cannot represent /, (type) => `Expected ${type}.`],
  [/^Enum "(\w+)" cannot represent /, (type) => `Expected a value of ${type}.`],
  [/^Value "[^"]*" does not exist in "(\w+)" enum/, (type) => `Expected a value of ${type}.`],
  [/^Expected value of type "([\w![\]]+)", found /, (type) => `Expected ${type}.`],
  [/^Expected type "([\w![\]]+)"\./, (type) => `Expected ${type}.`],
  // Our own scalars never quote.
  [/^((?:Date|DateTime|Duration) (?:expects|is) [^"]+)$/, (text) => text],
];
