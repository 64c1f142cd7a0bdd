import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { operationOf, parsed } from '../../console/ide/document';
import { examples } from '../../console/ide/examples';

describe('the worked examples', () => {
  const schema = buildSchema(readFileSync(resolve('schema.graphql'), 'utf8'));

  it.each(examples.map(({ title, query }) => [title, query] as const))(
    '"%s" asks for what the schema has, and changes nothing',
    (_, query) => {
      expect(validate(schema, parse(query))).toEqual([]);
      expect(query).not.toMatch(/\bmutation\b/);
    },
  );
});

describe('the operation that is run', () => {
  const document = parse('query A { health { status } } query B { health { status } }');

  it('is the chosen one while the document holds it', () => {
    expect(operationOf(document, 'B')).toBe('B');
    expect(operationOf(document, 'C')).toBeNull();
    expect(operationOf(document, undefined)).toBeNull();
  });

  it('is the only one, whatever was chosen before it was typed again', () => {
    expect(operationOf(parse('query A { health { status } }'), 'Old')).toBe('A');
    expect(operationOf(parse('{ health { status } }'), 'Old')).toBeNull();
    expect(operationOf(parse('fragment F on Venue { region } query A { venue { ...F } }'), null)).toBe('A');
  });

  it('is left to the server where the document can’t be read', () => {
    expect(parsed('query {')).toBeUndefined();
    expect(parsed('{ health { status } }')).toBeDefined();
  });
});
