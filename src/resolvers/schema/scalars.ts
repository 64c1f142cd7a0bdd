/** Date, DateTime and Duration. Written here, not taken from a library, because their errors never quote what was sent. */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { Secret } from '../../domain/types/secret.js';

/** `YYYY-MM-DD`, a day in the venue's time zone; a string on both sides. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: "A calendar day in the venue's time zone: YYYY-MM-DD.",
  serialize: (value) => calendarDay(value),
  parseValue: (value) => calendarDay(value),
  parseLiteral: (node) => calendarDay(stringOf(node)),
});

/** ISO 8601 with time zone outside, Date inside; printed in UTC with milliseconds. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A timestamp: ISO 8601 with time zone, e.g. 2026-03-01T02:15:00.000Z. Results are in UTC.',
  serialize(value) {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    throw new GraphQLError('DateTime expects a valid Date to print.');
  },
  parseValue: (value) => moment(value),
  parseLiteral: (node) => moment(stringOf(node)),
});

/** Whole seconds inside, ISO 8601 outside. Answers only: no argument is a Duration. */
export const DurationScalar = new GraphQLScalarType<number, string>({
  name: 'Duration',
  description: 'ISO 8601, e.g. PT4H30M.',
  serialize(value) {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0)
      return isoDuration(Math.round(value));
    throw new GraphQLError('Duration expects seconds, 0 or more, to print.');
  },
  parseValue: () => refuse('Duration is an output type only.'),
  parseLiteral: () => refuse('Duration is an output type only.'),
});

function calendarDay(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const day = new Date(`${value}T00:00:00Z`);
    if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)) return value;
  }
  return refuse('Date expects a day that exists, as YYYY-MM-DD.');
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function moment(value: unknown): Date {
  const day = typeof value === 'string' ? MOMENT.exec(value)?.[1] : undefined;
  if (typeof value !== 'string' || day === undefined) {
    return refuse('DateTime expects ISO 8601 with a time zone, e.g. 2026-03-01T02:15:00Z.');
  }
  calendarDay(day);
  return new Date(value);
}

function isoDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
  return `PT${parts || '0S'}`;
}

function stringOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

function refuse(message: string): never {
  throw new GraphQLError(message);
}

/**
 * Write-only: a Secret from the moment it is read. Reading never fails: graphql-js quotes the whole input in every coercion error, so
 * what can't be one (a number, a list) becomes an empty Secret, which the edge then refuses.
 */
function writeOnly(name: string, description: string): GraphQLScalarType<Secret, never> {
  return new GraphQLScalarType<Secret, never>({
    name,
    description: `Write-only: accepted as input, never printed. ${description}`,
    serialize() {
      throw new GraphQLError(`${name} is write-only.`);
    },
    parseValue: (value) => new Secret(typeof value === 'string' ? value : ''),
    parseLiteral: (node) => new Secret(node.kind === Kind.STRING ? node.value : ''),
  });
}

export const AuthenticationCodeScalar = writeOnly(
  'AuthenticationCode',
  'The code exactly as in the newest e-mail, as a string.',
);
