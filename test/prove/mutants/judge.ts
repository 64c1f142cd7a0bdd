/** Started with a mutant in its environment: ends with 1 as soon as the matrix or the oracle notices, and with 0 when neither does. */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { OperationTypeNode } from 'graphql';
import { AppError } from '../../../src/errors/errors.js';
import { guardsOf } from '../../../src/resolvers/schema/security.directive.js';
import { ask, open, schema } from '../../resolvers/ask.js';
import { fakeControlPlane } from '../../resolvers/fake-control-plane.js';
import { guards } from '../guards/guards.campaign.js';
import { matrixCallers, matrixFields, matrixLine, signOf } from '../guards/matrix.js';
import { guardOf } from '../guards/oracle.js';

const [pairs = '0', seed = '1'] = process.argv.slice(2);

const noticed = byContract() ?? (await byMatrix()) ?? (await byOracle());
if (noticed !== undefined) console.log(noticed);
process.exit(noticed === undefined ? 0 : 1);

/** What the schema says of each root field: a resolver that asks who is there would refuse no one automatically, too. */
function byContract(): string | undefined {
  for (const root of ['query', 'mutation', 'subscription'])
    for (const field of Object.values(schema.getRootType(root as OperationTypeNode)?.getFields() ?? {})) {
      const [guard] = guardsOf(field);
      const said = guard?.kind === 'requires' ? guard.permission : guard?.kind;
      if (said !== guardOf(field.name)) return `contract: ${field.name} is ${said}`;
    }
  return undefined;
}

/** In this process: what is between is the server's, and the same for all. */
async function byMatrix(): Promise<string | undefined> {
  const golden = readFileSync('test/fixtures/guard-matrix.txt', 'utf8').split('\n');
  for (const { name, root, document } of matrixFields()) {
    let signs = '';
    for (const { viewer } of matrixCallers) {
      const question = { as: viewer ?? null, fake: fakeControlPlane() };
      const opened = root === 'subscription' ? await open(document, question) : await ask(document, question);
      const answer = 'next' in opened ? (await opened.next()).value : opened;
      const codes = (answer?.errors ?? []).map(({ originalError }: { originalError?: unknown }) =>
        originalError instanceof AppError ? String(originalError.details['gate'] ?? originalError.code) : '',
      );
      signs += signOf(codes);
    }
    const line = matrixLine(name, root === 'subscription' ? 'ws' : 'http', signs);
    if (!golden.includes(line)) return `matrix: ${line}`;
  }
  return undefined;
}

async function byOracle(): Promise<string | undefined> {
  if (pairs === '0') return undefined;
  const rows = await guards({ count: Number(pairs), seed: Number(seed), say: () => undefined }, true);
  const [first] = rows.flatMap(({ untrue }) => untrue);
  return first && `oracle: ${first}`;
}
