import { type ValidationError, validateSync } from 'class-validator';
import { AppError, isErrorCode } from '../../errors/errors.js';

/**
 * type-graphql's `validateFn`: holds each argument or input class against its argument rules and rejects with BAD_USER_INPUT (or the code
 * that a rule names). The error says which argument and what is expected, never what was sent: it may be a PIN or a code.
 */
export function validateArguments(value: unknown, args: Readonly<Record<string, unknown>>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const errors = validateSync(value, {
    validationError: { target: false, value: false },
    forbidUnknownValues: false,
    stopAtFirstError: true,
  });
  const first = errors[0];
  if (first !== undefined) throw refusalOf(first, errors, args);
}

function refusalOf(
  first: ValidationError,
  errors: readonly ValidationError[],
  args: Readonly<Record<string, unknown>>,
): AppError {
  const [constraint, expectation] = Object.entries(first.constraints ?? {})[0] ?? ['', 'is not valid'];
  const code: unknown = first.contexts?.[constraint]?.code;
  const argument = nameOf(first.property, args);
  return new AppError(typeof code === 'string' && isErrorCode(code) ? code : 'BAD_USER_INPUT', {
    message: `The argument "${argument}" ${expectation}.`,
    details: { argument, arguments: errors.map((error) => nameOf(error.property, args)) },
  });
}

/** `reason` for an argument, `input.reason` for a field of an input object. */
function nameOf(property: string, args: Readonly<Record<string, unknown>>): string {
  if (property in args) return property;
  const holder = Object.entries(args).find(
    ([, value]) => typeof value === 'object' && value !== null && property in value,
  );
  return holder === undefined ? property : `${holder[0]}.${property}`;
}
