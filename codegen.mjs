/**
 * Types and parsed documents of the console, from schema.graphql and console/documents/*.graphql, the names of what the schema takes, and
 * words that the server has too. `npm run codegen` writes the files of console/generated; with --check it writes nothing and ends with 1
 * when one is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, isInputObjectType, isObjectType, parse } from 'graphql';

const project = fileURLToPath(new URL('.', import.meta.url));
const folder = join(project, 'console', 'generated');
const schemaText = readFileSync(join(project, 'schema.graphql'), 'utf8');
const head = '// Written by "npm run codegen"; not to be edited by hand.\n';
const scalars = {
  ID: 'string',
  DateTime: 'string',
  Date: 'string',
  Duration: 'string',
  AuthenticationCode: 'string',
  Passphrase: 'string',
};

async function generateDocuments() {
  const written = join(project, 'console', 'documents');
  const documents = readdirSync(written)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ location: name, document: parse(readFileSync(join(written, name), 'utf8')) }));
  const text = await codegen({
    filename: join(folder, 'graphql.ts'),
    schema: parse(schemaText),
    documents,
    config: {
      scalars,
      enumsAsTypes: true,
      enumType: 'string-literal',
      skipTypename: true,
      useTypeImports: true,
      immutableTypes: true,
    },
    plugins: [{ operations: {} }, { documentNode: {} }],
    pluginMap: { operations, documentNode },
  });
  return `${head}${text}`;
}

/** Of arguments, those of introspection and of directives too, and of fields of inputs; and of types whose objects have no ID. */
function generateInputNames() {
  const schema = buildSchema(schemaText);
  const types = Object.values(schema.getTypeMap());
  const named = [
    ...types
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).flatMap(({ args }) => args)),
    ...types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields())),
    ...schema.getDirectives().flatMap(({ args }) => args),
    { name: 'name' },
  ];
  const names = [...new Set(named.map(({ name }) => name))].sort();
  const keyless = types
    .filter((type) => isObjectType(type) && !/^__|^(Query|Mutation|Subscription)$/.test(type.name))
    .filter((type) => !type.getFields().id);
  return `${head}/** What something that is handed to the server may be called. */\nexport const inputNames: ReadonlySet<string> = new Set(\n  '${names.join(' ')}'.split(' '),\n);\n/** Objects without an ID of their own. */\nexport const keylessTypes: readonly string[] =\n  '${keyless.map(({ name }) => name).join(' ')}'.split(' ');\n`;
}

/** As built. Of the audit: what was done, by the names of actions, and why a PIN was refused; where each permission is in swiftpos; and the findings that each alert watches. */
async function generateServerWords() {
  const { ACTS, REFUSALS } = await import('./dist/src/domain/audit/act-words.js');
  const { PERMISSIONS } = await import('./dist/src/domain/types/permissions.js');
  const { ALERT_RULES } = await import('./dist/src/domain/types/alert-rules.js');
  const mapped = (table, word) =>
    Object.fromEntries(Object.entries(table).map(([name, value]) => [name, word(value)]));
  const words = {
    actWords: mapped(ACTS, ([infinitive]) => infinitive.charAt(0).toUpperCase() + infinitive.slice(1)),
    refusalWords: REFUSALS,
    permissionPaths: mapped(PERMISSIONS, ({ path }) => path),
  };
  const written = Object.entries(words).map(
    ([name, table]) => `export const ${name} = ${JSON.stringify(table, null, 2)} as const;\n`,
  );
  const watched = Object.entries(ALERT_RULES)
    .filter(([, { findings }]) => findings.length > 0)
    .map(([code, { findings }]) => `  ${code}: ${JSON.stringify(findings)},\n`);
  return `${head}${written.join('\n')}\nexport const findingsByAlert: Readonly<Record<string, readonly string[]>> = {\n${watched.join('')}};\n`;
}

const files = {
  'graphql.ts': await generateDocuments(),
  'input-names.ts': generateInputNames(),
  'server-words.ts': await generateServerWords(),
};
for (const [name, text] of Object.entries(files)) {
  const file = join(folder, name);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`console/generated/${name} is stale. Run: npm run codegen`);
    process.exitCode = 1;
  }
}
