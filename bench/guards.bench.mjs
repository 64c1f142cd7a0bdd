/** What a guard on each of a thousand fields costs, over the same query with none below its root: no server, no database. */
import { buildSchema, execute, parse } from 'graphql';
import { gateAgainst } from '../dist/src/domain/permissions/rules.js';
import { guardSchema } from '../dist/src/resolvers/schema/guard-schema.js';
import { GOALS } from './goals.mjs';
import { interleave, ratioRow } from './measure.mjs';

const FIELDS = 1000;
const TIMES = 200;
const GUARD = '@requires(permission: CLERK_SECURITY_VIEW)';

export const bench = {
  title: `${FIELDS} guarded fields over as many without a guard`,
  rounds: 7,
  run: async ({ rounds, say }) => ({ rows: [await guardedOverUnguarded(rounds, say)] }),
};

async function guardedOverUnguarded(rounds, say) {
  const shapes = { guarded: schemaWith(GUARD), unguarded: schemaWith('') };
  const document = parse('{ groups { name members { name secret } } }');
  const rootValue = { groups: groups() };
  const contextValue = {
    viewer: {
      permissions: new Set(['CLERK_SECURITY_VIEW']),
      scope: { every: true, locationGroupIds: new Set() },
    },
    controlPlane: { security: { gateAgainst } },
  };
  const once = (name) => {
    const startedAt = performance.now();
    for (let time = 0; time < TIMES; time += 1) {
      const { errors } = execute({ schema: shapes[name], document, rootValue, contextValue });
      if (errors) throw errors[0];
    }
    return (performance.now() - startedAt) / TIMES;
  };
  for (const name of Object.keys(shapes)) once(name);
  const samples = Object.fromEntries(Object.keys(shapes).map((name) => [name, () => once(name)]));
  const taken = await interleave(samples, rounds, say);
  const name = '1,000 guarded fields / the same unguarded';
  return ratioRow(name, taken, ['guarded', 'unguarded'], GOALS.guards[name]);
}

function schemaWith(guard) {
  const text = `
    directive @requires(permission: String!) on FIELD_DEFINITION
    directive @signedIn on FIELD_DEFINITION
    type Member { name: String, secret: String ${guard} }
    type Group { name: String, members: [Member!] }
    type Query { groups: [Group!] @signedIn }`;
  return guardSchema(buildSchema(text, { assumeValidSDL: true }));
}

function groups() {
  return Array.from({ length: 10 }, (_, group) => ({
    name: `Group ${group}`,
    members: Array.from({ length: FIELDS / 10 }, (_, member) => ({ name: `Member ${member}`, secret: 'x' })),
  }));
}
