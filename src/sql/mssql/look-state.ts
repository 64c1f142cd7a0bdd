/** What SQL Server says when the control plane's own state is kept there: of itself, and of what our login may in our schema. */
import type { Kysely } from 'kysely';
import type { Finding } from '../../operations/ports/finding.js';
import type { StateTables } from '../state/tables.js';
import { clock, connection, database, server, space } from './look-findings.js';
import {
  databaseQuestion,
  filesQuestion,
  type Right,
  rightsQuestion,
  serverQuestion,
} from './look-questions.js';
import { STATE_SCHEMA } from './migrations.js';
import type { MssqlSettings } from './settings.js';

/** What state/login.sql grants: the schema is ours. */
const NEEDED: readonly Right[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'ALTER'].map((right) => ({
  on: STATE_SCHEMA,
  of: 'SCHEMA',
  right,
}));

export async function lookAtState(
  settings: Pick<MssqlSettings, 'encrypt' | 'trustServerCertificate'>,
  db: Kysely<StateTables>,
  now: () => Date,
): Promise<readonly Finding[]> {
  const [asked, [about], answered] = [now(), (await serverQuestion.execute(db)).rows, now()];
  const [of] = (await databaseQuestion.execute(db)).rows;
  const files = (await filesQuestion.execute(db)).rows;
  const held = (await rightsQuestion(NEEDED).execute(db)).rows[0] ?? {};
  const findings: readonly (Finding | undefined)[] = [
    about && server(about),
    about && connection(about, settings),
    ...(of ? database(of) : []),
    permissions(NEEDED.filter((_, index) => held[`right_${index + 1}`] !== 1)),
    about && clock(about.now, asked, answered),
    about && space(files, about),
  ];
  return findings.flatMap((found) => (found ? [{ ...found, part: `state: ${found.part}` }] : []));
}

function permissions(missing: readonly Right[]): Finding {
  const part = 'permissions';
  if (missing.length === 0) return { part, ok: true, detail: `schema ${STATE_SCHEMA} is ours` };
  return {
    part,
    ok: false,
    detail: `The login may not ${missing.map(({ right }) => right).join(', ')} in schema ${STATE_SCHEMA}.`,
    remedy: 'Have the DBA run src/sql/mssql/state/login.sql in the database that stateDatabase names.',
  };
}
