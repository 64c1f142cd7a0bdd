import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildASTSchema,
  type ConstDirectiveNode,
  type GraphQLSchema,
  getIntrospectionQuery,
  graphqlSync,
  isEnumType,
  isObjectType,
  parse,
  print,
} from 'graphql';
import { buildGuardedSchema } from '../../src/resolvers/build-schema.js';
import { printContract } from '../../src/resolvers/schema/print-contract.js';
import { guardsOf } from '../../src/resolvers/schema/security.directive.js';
import { guardOf } from '../prove/guards/oracle.js';

const text = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const read = (sdl: string): GraphQLSchema => buildASTSchema(parse(sdl), { assumeValidSDL: true });
const committed = text('../../schema.graphql');

describe('the committed schema', () => {
  it('guards each root field as the oracle of the proofs says', () => {
    const schema = buildGuardedSchema();
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    for (const field of roots.flatMap((root) => Object.values(root?.getFields() ?? {}))) {
      const [guard] = guardsOf(field);
      const said = guard?.kind === 'requires' ? guard.permission : guard?.kind;
      expect([field.name, said]).toEqual([field.name, guardOf(field.name)]);
    }
  });

  it('is introspected without an error, which type-graphql would find out at each start', () => {
    const { data, errors } = graphqlSync({ schema: buildGuardedSchema(), source: getIntrospectionQuery() });
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty('__schema.queryType.name', 'Query');
  });

  it('is what the code prints', () => {
    expect(printContract(buildGuardedSchema())).toBe(committed);
  });

  it('says in the last line of each guarded field what its directive asks for', () => {
    const types = Object.values(read(committed).getTypeMap()).filter(isObjectType);
    const fields = types.flatMap((type) => Object.values(type.getFields()));
    const guarded = fields.filter(({ astNode }) => guards(astNode?.directives) !== '');
    expect(guarded.length).toBeGreaterThan(50);
    for (const { name, description, astNode } of guarded) {
      const guard = guards(astNode?.directives);
      const permission =
        /permission: (\w+)/.exec(guard)?.[1] ?? (guard === '@public' ? 'no sign-in' : 'a sign-in');
      expect({ name, last: description?.split('\n').at(-1) }).toEqual({ name, last: `Needs ${permission}.` });
    }
    const others = fields.filter((field) => !guarded.includes(field));
    expect(others.filter(({ description }) => /^Needs /m.test(description ?? ''))).toEqual([]);
  });

  it('describes every root field, every input and every enum', () => {
    const schema = read(committed);
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) => Object.values(root?.getFields() ?? {}));
    expect(fields.filter((field) => !field.description).map((field) => field.name)).toEqual([]);
    const enums = Object.values(schema.getTypeMap()).filter(
      (type) => isEnumType(type) && !type.name.startsWith('__'),
    );
    expect(enums.filter((type) => !type.description).map((type) => type.name)).toEqual([]);
  });
});

function guards(directives: readonly ConstDirectiveNode[] | undefined): string {
  const ours = (directives ?? []).filter(({ name }) =>
    ['public', 'signedIn', 'requires'].includes(name.value),
  );
  return ours.map((directive) => print(directive)).join(' ');
}
