import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { cloudRoutes } from '../../rehearsal/cloud/routes.js';

interface Operation {
  readonly security?: object[];
  readonly parameters?: object[];
  readonly responses: Record<string, unknown>;
}
type PathItem = Record<'get' | 'put' | 'post' | 'delete', Operation | undefined> & { parameters?: object[] };

const text = readFileSync('docs/reference/openapi/swiftpos-cloud.yaml', 'utf8');
const document = parse(text, { strict: true }) as {
  openapi: string;
  paths: Record<string, PathItem>;
  components: object;
};
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  (['get', 'put', 'post', 'delete'] as const)
    .filter((method) => item[method])
    .map((method) => ({ method: method.toUpperCase(), path, item, operation: item[method] as Operation })),
);

describe('the OpenAPI document and the cloud', () => {
  it('have the same paths and methods', () => {
    const written = operations.map(({ method, path }) => `${method} ${path}`).sort();
    expect(written).toEqual(cloudRoutes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(document.openapi).toBe('3.1.0');
  });

  it('want a credential in the same places, and then say that it may be refused', () => {
    for (const { method, path, operation } of operations) {
      const route = cloudRoutes.find((entry) => entry.method === method && entry.path === path);
      expect([path, method, operation.security !== undefined]).toEqual([path, method, route?.auth === true]);
      expect([path, method, '401' in operation.responses]).toEqual([path, method, route?.auth === true]);
    }
  });

  it('name every parameter of a path, and point only at what is there', () => {
    for (const { path, item } of operations) {
      const names = (item.parameters ?? []).map((parameter) => resolved(parameter)['name']);
      expect(names).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    }
    for (const [, pointer = ''] of text.matchAll(/\$ref: '([^']+)'/g))
      expect(resolved({ $ref: pointer })).toBeDefined();
  });
});

/** Follows one `#/…` pointer. */
function resolved(value: object): Record<string, unknown> {
  const pointer = (value as { $ref?: string }).$ref;
  if (pointer === undefined) return value as Record<string, unknown>;
  let target: unknown = document;
  for (const key of pointer.slice(2).split('/')) target = (target as Record<string, unknown>)[key];
  return target as Record<string, unknown>;
}
