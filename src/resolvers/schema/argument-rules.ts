/**
 * What an argument may look like, each rule in one place. A message continues 'The argument "x" …' and names the expectation only.
 * Put `@IsOptional()` beside a rule where the argument may be left out or null.
 */
import {
  ArrayMaxSize,
  ArrayMinSize,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';
import { ArgsType, Field, ID as IdType } from 'type-graphql';
import { CODE_PATTERN } from '../../domain/types/authentication-code.js';
import { isPlainText } from '../../domain/types/plain-text.js';
import { Secret } from '../../domain/types/secret.js';

const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
const ID_EXPECTED = 'must be an ID: 1 to 100 letters, digits, dots, colons, dashes';

export function IsId(): PropertyDecorator {
  return Matches(ID, { message: ID_EXPECTED });
}

/** 1 to 500 characters, not only blanks. */
export function IsReason(): PropertyDecorator {
  return isTypedText(500);
}

/** 1 to `limit` characters, not only blanks; tabs and line ends are welcome, nothing else that reads as what it isn't. */
export function isTypedText(limit: number): PropertyDecorator {
  const message = `must be 1 to ${limit} characters of text`;
  const plain = ValidateBy(
    {
      name: 'isPlainText',
      validator: { validate: (value) => typeof value === 'string' && isPlainText(value) },
    },
    { message: `${message}, without control or text direction characters` },
  );
  return all(MaxLength(limit, { message }), Matches(/\S/, { message }), plain);
}

/** Page size. */
export function IsPageSize(): PropertyDecorator {
  const message = 'must be 1 to 200';
  return all(Min(1, { message }), Max(200, { message }));
}

/** Buckets of a series. */
export function IsPoints(): PropertyDecorator {
  const message = 'must be 1 to 1000';
  return all(Min(1, { message }), Max(1000, { message }));
}

export function IsSequence(): PropertyDecorator {
  return Min(0, { message: 'must be 0 or more' });
}

/** Opaque; what it holds is checked where it is read. */
export function IsCursor(): PropertyDecorator {
  return Matches(/^[A-Za-z0-9_-]{1,300}$/, { message: 'must be a cursor from an earlier page' });
}

export function IsCustomerNumber(): PropertyDecorator {
  return Matches(/^\d{8}$/, { message: 'must be the eight digits of the customer number' });
}

export function IsPin(): PropertyDecorator {
  return Matches(/^\d{4,12}$/, { message: 'must be 4 to 12 digits' });
}

export function IsFingerprint(): PropertyDecorator {
  return Matches(/^[\x21-\x7e]{1,200}$/, { message: "must be a plan's fingerprint" });
}

export function IsIdempotencyKey(): PropertyDecorator {
  return Matches(/^[\x21-\x7e]{1,100}$/, { message: 'must be 1 to 100 visible ASCII characters' });
}

export function IsLocationIds(): PropertyDecorator {
  const message = 'must be 1 to 200 IDs';
  return all(
    ArrayMinSize(1, { message }),
    ArrayMaxSize(200, { message }),
    Matches(ID, { each: true, message: 'must hold IDs: 1 to 100 letters, digits, dots, colons, dashes' }),
  );
}

/** Sources of the event log, as they are called there. */
export function IsEventSources(): PropertyDecorator {
  const message = 'must be 1 to 20 sources';
  return all(
    ArrayMinSize(1, { message }),
    ArrayMaxSize(20, { message }),
    Matches(/^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u, {
      each: true,
      message: 'must hold sources: 1 to 200 characters each, without control characters',
    }),
  );
}

/** Names of actions in the audit log. */
export function IsActions(): PropertyDecorator {
  const message = 'must be 1 to 20 actions';
  return all(
    ArrayMinSize(1, { message }),
    ArrayMaxSize(20, { message }),
    Matches(/^[A-Za-z.-]{1,100}$/, { each: true, message: 'must hold names of actions, e.g. signIn' }),
  );
}

/** Codes of checks. */
export function IsOverrides(): PropertyDecorator {
  return all(
    ArrayMaxSize(20, { message: 'must be at most 20 codes of checks' }),
    Matches(/^[A-Z][A-Z_]{0,49}$/, { each: true, message: 'must hold codes of checks, e.g. TRADING_HOURS' }),
  );
}

const WIDEST_CODE = new RegExp(`^${CODE_PATTERN}$`);

/** Only what no code can be is refused here; whether it is the right one, the cloud says. */
export function IsAuthenticationCode(): PropertyDecorator {
  const options: ValidationOptions = {
    message: 'must be the code from the e-mail, as a string',
    context: { code: 'CODE_MALFORMED' },
  };
  const validate = (value: unknown): boolean => value instanceof Secret && WIDEST_CODE.test(value.reveal());
  return ValidateBy({ name: 'isAuthenticationCode', validator: { validate } }, options);
}

function all(...rules: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const rule of rules) rule(target, property);
  };
}

/** Arguments of what is about one thing, and of what is done to it. */
@ArgsType()
export class IdArgs {
  @Field(() => IdType)
  @IsId()
  id!: string;
}

@ArgsType()
export class IdReasonArgs extends IdArgs {
  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}
