/** What class-validator found, as type-graphql throws it: property paths and constraints, without `target` and `value`, which echo a PIN or a code. */
import { GraphQLError } from 'graphql';

export interface InvalidArgument {
  /** e.g. input.reason */
  readonly property: string;
  readonly problems: readonly string[];
}

interface Violation {
  readonly property?: unknown;
  readonly value?: unknown;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly Violation[];
}

/** Undefined when the error doesn't come from class-validator. */
export function invalidArguments(error: GraphQLError): readonly InvalidArgument[] | undefined {
  let inside: unknown = error;
  for (let depth = 0; depth < 6 && inside instanceof GraphQLError; depth++) {
    const violations = inside.extensions['validationErrors'];
    if (Array.isArray(violations)) return flatten(violations as readonly Violation[], '');
    inside = inside.originalError;
  }
  return undefined;
}

function flatten(violations: readonly Violation[], parent: string): readonly InvalidArgument[] {
  return violations.flatMap((violation) => {
    const property = `${parent}${String(violation.property)}`;
    const problems = Object.values(violation.constraints ?? {}).map((text) => harmless(text, violation));
    const here = problems.length > 0 ? [{ property, problems }] : [];
    return [...here, ...flatten(violation.children ?? [], `${property}.`)];
  });
}

/** A constraint's own message may have been written with `$value`. */
function harmless(text: string, { value }: Violation): string {
  const quotes = typeof value === 'string' && value.length > 0 && text.includes(value);
  return quotes ? 'is not valid' : text;
}
