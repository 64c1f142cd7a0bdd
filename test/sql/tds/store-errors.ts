/** What SQLite refuses, as SQL Server says it. */
import type { Catalogue, CatalogueObject } from './catalogue.js';
import { storeName } from './catalogue.js';
import { SqlRefusal } from './translate/refusal.js';
import { same } from './translate/scope.js';

const [primaryKey, unique, notNull, check, foreignKey, raised, wrongType] = [
  1555, 2067, 1299, 275, 787, 1811, 3091,
];

export function isBusy(error: unknown): boolean {
  return ((codeOf(error) ?? 0) & 0xff) === 5;
}

/** Something of SQLite's that is none of these is a mistake of the server itself. */
export function refusalOf(error: unknown, catalogue: Catalogue): unknown {
  const code = codeOf(error);
  const message = (error as Error).message;
  if (code === undefined) return error;
  if (code === primaryKey || code === unique) return duplicate(message, catalogue);
  if (code === notNull) {
    const column = message.split('.').at(-1);
    return new SqlRefusal(
      515,
      `Cannot insert the value NULL into column '${column}'; column does not allow nulls. The statement has been terminated.`,
    );
  }
  if (code === foreignKey)
    return new SqlRefusal(
      547,
      'The statement conflicted with a FOREIGN KEY constraint. The statement has been terminated.',
    );
  if (code === wrongType) return new SqlRefusal(245, `Conversion failed: ${message}`);
  if (code === check) return checked(message);
  if (code === raised) return thrown(message);
  if ((code & 0xff) === 13)
    return new SqlRefusal(
      1105,
      "Could not allocate space for object in database because the 'PRIMARY' filegroup is full.",
      17,
    );
  return error;
}

function codeOf(error: unknown): number | undefined {
  const { errcode } = (error ?? {}) as { errcode?: unknown };
  return typeof errcode === 'number' ? errcode : undefined;
}

function duplicate(message: string, catalogue: Catalogue): SqlRefusal {
  const named = message.replace(/^UNIQUE constraint failed: /, '').split(', ');
  for (const object of catalogue.objects) {
    const prefix = `${storeName(object.schema, object.name)}.`;
    if (!named.every((column) => column.startsWith(prefix))) continue;
    const columns = named.map((column) => column.slice(prefix.length));
    const key = keyOf(object, columns);
    const place = `'${object.schema}.${object.name}'`;
    if (key?.kind === 'index')
      return new SqlRefusal(
        2601,
        `Cannot insert duplicate key row in object ${place} with unique index '${key.name}'. The statement has been terminated.`,
        14,
      );
    return new SqlRefusal(
      2627,
      `Violation of ${key?.kind ?? 'PRIMARY KEY'} constraint '${key?.name}'. Cannot insert duplicate key in object ${place}. The statement has been terminated.`,
      14,
    );
  }
  return new SqlRefusal(
    2627,
    `Violation of UNIQUE KEY constraint. Cannot insert duplicate key. ${message}`,
    14,
  );
}

function keyOf({ keys }: CatalogueObject, columns: readonly string[]) {
  return keys.find(
    (key) =>
      key.columns.length === columns.length &&
      key.columns.every((name) => columns.some((column) => same(column, name))),
  );
}

function checked(message: string): SqlRefusal {
  const number = Number(/(\d+)$/.exec(message)?.[1] ?? 547);
  const said: Readonly<Record<number, string>> = {
    241: 'Conversion failed when converting date and/or time from character string.',
    2628: 'String or binary data would be truncated. The statement has been terminated.',
    8115: 'Arithmetic overflow error converting expression to data type int. The statement has been terminated.',
  };
  return new SqlRefusal(
    number,
    said[number] ?? `The statement conflicted with a CHECK constraint. ${message}`,
  );
}

/** Of a trigger, which takes the transaction along. Of ours: number, state, text; else somebody's in a test. */
function thrown(message: string): SqlRefusal {
  const [, number, state, text] = /^thrown:(\d+):(\d+):([\s\S]*)$/.exec(message) ?? [];
  if (message === 'database or disk is full')
    return new SqlRefusal(
      1105,
      'Could not allocate space for object in database: the filegroup is full.',
      17,
    );
  return new SqlRefusal(Number(number ?? 50_000), text ?? message, 16, {
    state: Number(state ?? 1),
    endsTransaction: true,
  });
}
