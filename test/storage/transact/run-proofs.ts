/** Has PowerShell prove texts: one process, whatever their number. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKnown } from '../../../bin/setup/powershell.mjs';
import { transactSqlAssemblies } from '../../../bin/setup/transact-sql.mjs';
import type { Script, Statement } from './texts.js';

export interface Finding {
  /** Name of the script or statement. */
  readonly text: string;
  readonly proof: 'parser' | 'model' | 'lint';
  readonly says: string;
}

export interface Proofs {
  readonly findings: readonly Finding[];
  /** Declarations that the model took. */
  readonly objects: number;
  /** Statements that it took as the body of a procedure. */
  readonly procedures: number;
  /** Of tables and views, as their own text declares them: column -> type. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** `scripts` in the order in which they would be run. */
export async function proveTransactSql(question: {
  readonly scripts: readonly Script[];
  readonly statements: readonly Statement[];
}): Promise<Proofs> {
  const project = process.cwd();
  const assemblies = transactSqlAssemblies(project);
  const powershell = readKnown(project);
  if (!powershell || !assemblies.every((file) => existsSync(file)))
    throw new Error('What T-SQL is proved with is not here yet: run "node bin/setup.mjs --test".');
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-t-sql-'));
  try {
    const [asked, answer] = [join(folder, 'question.json'), join(folder, 'answer.json')];
    writeFileSync(asked, JSON.stringify({ assemblies, ...question }));
    const script = join(project, 'test', 'storage', 'transact', 'Test-TransactSql.ps1');
    await run(powershell.file, [
      ...powershell.args,
      '-NoProfile',
      '-NonInteractive',
      '-File',
      script,
      asked,
      answer,
    ]);
    return JSON.parse(readFileSync(answer, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(file: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // The model needs cultures, see bin/setup/transact-sql.mjs.
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '0', NO_COLOR: '1' };
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => {
        said += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(said || `ended with ${code}`))));
  });
}
