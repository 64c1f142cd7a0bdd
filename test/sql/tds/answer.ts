/** What a statement gave, and its tokens. */

import type { StoredValue } from './sql-type.js';
import {
  columnMetadata,
  type Done,
  done,
  errorToken,
  type ResultColumn,
  returnStatus,
  row,
  type SqlError,
} from './tokens.js';

export interface ProcedureResult {
  readonly results: readonly Result[];
  /** Tokens of its output parameters. */
  readonly values: readonly Buffer[];
  /** Default 0. */
  readonly status?: number;
}

export type Result =
  | {
      readonly kind: 'rows';
      readonly columns: readonly ResultColumn[];
      readonly rows: readonly (readonly StoredValue[])[];
    }
  /** Undefined for what counts nothing. */
  | { readonly kind: 'done'; readonly count: number | undefined }
  | { readonly kind: 'error'; readonly error: SqlError }
  /** Tokens between the statements, as they stand. */
  | { readonly kind: 'tokens'; readonly bytes: Buffer };

/** As a batch is answered: a DONE for each statement. */
export function batchAnswer(results: readonly Result[]): Buffer {
  const last = results.findLastIndex(({ kind }) => kind !== 'tokens');
  const parts = results.map((result, index) => tokens(result, 'batch', index < last));
  return Buffer.concat(last === -1 ? [...parts, done({ of: 'batch' })] : parts);
}

/** As a procedure is answered: DONEINPROC for each statement, then the return status and DONEPROC.  */
export function procedureAnswer({ results, values, status = 0 }: ProcedureResult): Buffer {
  const failed = results.some(({ kind }) => kind === 'error');
  return Buffer.concat([
    ...results.map((result) => tokens(result, 'inProcedure', true)),
    returnStatus(failed ? -6 : status),
    ...values,
    done({ of: 'procedure', failed }),
  ]);
}

function tokens(result: Result, of: Done['of'], more: boolean): Buffer {
  if (result.kind === 'tokens') return result.bytes;
  if (result.kind === 'error')
    return Buffer.concat([errorToken(result.error), done({ of, more, failed: true })]);
  if (result.kind === 'done')
    return done({ of, more, ...(result.count !== undefined && { rows: result.count }) });
  return Buffer.concat([
    columnMetadata(result.columns),
    ...result.rows.map((values) => row(result.columns, values)),
    done({ of, more, rows: result.rows.length }),
  ]);
}
