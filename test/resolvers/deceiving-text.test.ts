/** What reads as something else than it is: refused where people or programs say it, seen where it comes from elsewhere. */
import {
  type GraphQLArgument,
  type GraphQLInputField,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type OperationTypeNode,
} from 'graphql';
import { isPlainText, visible } from '../../src/domain/types/plain-text.js';
import { type Answer, ask, codesOf, open, schema } from './ask.js';
import { fakeControlPlane } from './fake-control-plane.js';
import { documentOf, type Root, sample } from './root-documents.js';

const DECEIVING: readonly (readonly [string, string])[] = [
  ['a NUL', '\u0000'],
  ['an escape sequence', '\u001b[2J'],
  ['a C1 control', '\u009b31m'],
  ['the last C1 control', '\u009f'],
  ['an override to the left', '\u202e'],
  ['an embedding', '\u202a'],
  ['an isolate', '\u2067'],
  ['the end of an isolate', '\u2069'],
  ['a line separator', '\u2028'],
  ['a first half of a pair', '\ud83c'],
  ['a second half of a pair', '\udf7a'],
  ['halves in the wrong order', '\udf7a\ud83c'],
];

const PLAIN = [
  'Zoë',
  '日本 🍺',
  'عربي',
  'two\nlines\tand a tab\r\n',
  '👩‍🍳',
  '❤️',
  'می\u200cخواهم',
  'e\u0301',
  '',
];

describe('a text', () => {
  it.each(DECEIVING)('is not plain with %s, which is shown by its number', (_, odd) => {
    expect(isPlainText(`Nights${odd}`)).toBe(false);
    expect(visible(`Nights${odd}`)).toMatch(/^Nights(\\u[0-9a-f]{4})+(\[2J|31m)?$/);
    expect(isPlainText(visible(`Nights${odd}`))).toBe(true);
  });

  it.each([
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u115f',
    '\u200b',
    '\u200e',
    '\u2060',
    '\u3164',
    '\ufeff',
    '\uffa0',
    '\u{e0041}',
  ])('is not plain with %j, which no one sees', (odd) => {
    expect(isPlainText(odd)).toBe(false);
    expect(isPlainText(`Nights${odd}`)).toBe(false);
  });

  it.each(['\u200d', ' \u200c\ufe0f '])('is not plain where it only joins: %j', (text) => {
    expect(isPlainText(text)).toBe(false);
  });

  it.each(PLAIN)('is plain, and shown as it is: %j', (text) => {
    expect(isPlainText(text)).toBe(true);
    expect(visible(text)).toBe(text);
  });
});

interface Place {
  readonly root: Root;
  readonly name: string;
  /** Takes the text as `$text`. */
  readonly document: string;
  readonly isList: boolean;
}

/** Every argument and every field of an input object that takes a text. By a variable: a literal can't carry half a pair. */
const places: readonly Place[] = (['query', 'mutation', 'subscription'] as const).flatMap((root) =>
  Object.values(schema.getRootType(root as OperationTypeNode)?.getFields() ?? {}).flatMap((field) =>
    field.args.flatMap((arg) => {
      const place = (taker: Taker, name: string, value: string): Place => ({
        root,
        name: `${field.name} ${name}`,
        document: documentOf(root, field, { [arg.name]: value }).replace(
          root,
          `${root} ($text: ${taker.type})`,
        ),
        isList: isListType(isNonNullType(taker.type) ? taker.type.ofType : taker.type),
      });
      if (isText(arg)) return [place(arg, arg.name, '$text')];
      const type = getNamedType(arg.type);
      if (!isInputObjectType(type)) return [];
      const inputs = Object.values(type.getFields());
      return inputs.filter(isText).map((inner) => {
        const rest = inputs
          .filter((other) => other !== inner && isNonNullType(other.type))
          .map((other) => `, ${other.name}: ${sample(other.name, other.type)}`);
        return place(inner, `${arg.name}.${inner.name}`, `{ ${inner.name}: $text${rest.join('')} }`);
      });
    }),
  ),
);

type Taker = Pick<GraphQLArgument | GraphQLInputField, 'type'>;

function isText({ type }: Taker): boolean {
  const named = getNamedType(type);
  return isScalarType(named) && ['String', 'ID', 'AuthenticationCode'].includes(named.name);
}

describe('every argument that takes a text', () => {
  it('is found', () => {
    expect(places.length).toBeGreaterThan(40);
  });

  it.each(places)('refuses what deceives, and nothing is done: $name', async ({ root, document, isList }) => {
    for (const [what, odd] of DECEIVING) {
      const text = `Nights${odd}on`;
      const variables = { text: isList ? [text] : text };
      const run = root === 'subscription' ? open : ask;
      const answer = (await run(document, { variables })) as Answer;
      expect([what, ...codesOf(answer)]).toEqual([
        what,
        expect.stringMatching(/^(BAD_USER_INPUT|CODE_MALFORMED)$/),
      ]);
    }
  });
});

describe('what is shown', () => {
  it('is a name of the venue database with what hides in it', async () => {
    const row = {
      id: '1',
      name: 'Morgan\u202eseyeR\u009b',
      active: true,
      clerkGroupId: '0',
      securityGroupId: '1',
    };
    const fake = fakeControlPlane({ clerks: { clerks: async () => [row] } });
    const { data } = await ask('{ clerk(id: "1") { name } }', { fake });
    expect(data.clerk.name).toBe('Morgan\\u202eseyeR\\u009b');
  });
});
