/**
 * Types and parsed documents of the console, from schema.graphql and src/console/documents/*.graphql.
 * `npm run codegen` writes src/console/generated/graphql.ts; with --check it writes nothing and ends with 1 when the file is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const project = fileURLToPath(new URL('.', import.meta.url));
const target = join(project, 'src', 'console', 'generated', 'graphql.ts');
const scalars = {
  ID: 'string',
  DateTime: 'string',
  Date: 'string',
  Duration: 'string',
  AuthenticationCode: 'string',
  Passphrase: 'string',
};

/** The whole text of the generated file. */
async function generateDocuments() {
  const folder = join(project, 'src', 'console', 'documents');
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ location: name, document: parse(readFileSync(join(folder, name), 'utf8')) }));
  const text = await codegen({
    filename: target,
    schema: parse(readFileSync(join(project, 'schema.graphql'), 'utf8')),
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
  return `// Written by "npm run codegen"; not to be edited by hand.\n${text}`;
}

const text = await generateDocuments();
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/console/generated/graphql.ts is stale. Run: npm run codegen');
  process.exitCode = 1;
}
