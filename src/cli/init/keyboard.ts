/** The keyboard of `venue-control init`, and what this machine proposes. Questions go to standard error: standard output is the outcome's. */
import { resolve } from 'node:path';
import type { Site } from '../../config/write-site.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { asAppError } from '../../domain/scripts/failure.js';
import { onlyRow, Row } from '../../domain/scripts/output.js';
import { isPlainText, visible } from '../../domain/types/plain-text.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { findSqlInstances } from '../sql-instances.js';
import { readSecret, TypedLines } from '../terminal-input.js';
import { certificate } from '../venue-readiness.js';
import { windowsSetup } from '../windows-setup.js';
import type { CertificateTrouble, Keyboard } from './prompt.js';
import { askVenue, type Candidate, type Proposals } from './questions.js';
import { askSql } from './sql-questions.js';

/** Throws BAD_USER_INPUT. */
export function requireKeyboard(): void {
  if (process.stdin.isTTY === true) return;
  throw new AppError('BAD_USER_INPUT', {
    message: 'No terminal is available for the prompts. Nothing was written.',
    remedy: 'Use --from FILE, or --from - for standard input; --help shows an example of such a file.',
  });
}

/** `password`: of SQL Server, where someone has said it already. */
export async function askEverything(context: CommandContext, password: string | undefined): Promise<Site> {
  const proposals = await propose(context);
  // A mistake in the last question but one would lose all the answers before it.
  const trouble: CertificateTrouble = (place, file) => {
    const path = resolve(context.config.dataFolder, file);
    const { ok, detail, remedy = '' } = certificate(place, path, context.clock.now());
    return ok ? undefined : `${detail}. ${remedy}`;
  };
  const lines = new TypedLines();
  try {
    const keyboard = keyboardOf(lines);
    const venue = await askVenue(keyboard, proposals, trouble);
    const sql = await askSql(keyboard, trouble, proposals.instances);
    if (sql.authentication === 'windows' || password !== undefined) return { venue, sql, password };
    return { venue, sql, password: await askPassword(lines) };
  } finally {
    lines.close();
  }
}

function keyboardOf(lines: TypedLines): Keyboard {
  const refuse = (why: string): void => {
    tell(why);
    lines.refuse();
  };
  return {
    async ask(prompt) {
      for (;;) {
        const typed = await lines.next(prompt);
        if (typed === undefined) throw endedEarly();
        if (isPlainText(typed)) return typed.trim();
        // Taken for nothing it would be the answer of who types nothing.
        refuse('  The input contains an invisible character. Type it again.');
      }
    },
    tell,
    refuse,
  };
}

function tell(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}

/** A line that was shown as it came is no password, and is not shown again. */
async function askPassword(lines: TypedLines): Promise<string> {
  const isAhead = await lines.drop();
  if (isAhead === undefined) throw endedEarly();
  lines.close();
  if (isAhead) tell(AHEAD);
  for (;;) {
    const password = await readSecret("SQL Server's password (not shown): ");
    if (password === undefined) throw endedEarly();
    if (password !== '') return password;
    tell('  The password has at least one character.');
  }
}

const AHEAD =
  '  Input that was typed before this prompt is not used as the password. If it contained the password, close this window afterwards: it was visible.';

function endedEarly(): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: 'The answers ended before the last question. None of them was written.',
    remedy: 'Run the command again, or use --from FILE.',
  });
}

const script = 'Find-VenueService';

/** Where the machine can't be asked, names are typed. */
async function propose(context: CommandContext): Promise<Proposals> {
  const scripts = context.createScripts('traceless', 'windows');
  try {
    await scripts.start();
    const { output } = await scripts.runner.run({ script, deadlineMs: 20_000 });
    const rows = output.map((value) => new Row(value, script));
    const candidates = Object.fromEntries(rows.map((row) => [row.text('Key'), candidatesOf(row)]));
    const instances = await findSqlInstances(scripts.runner).catch(() => []);
    const wrong = (await windowsSetup(scripts.runner)).filter(({ ok, warning }) => !ok || warning);
    const notes = wrong.map(({ part, detail, remedy }) => `${part}: ${detail}. ${remedy}`);
    return { candidates, instances, notes, ...(await settingsHere(scripts.runner).catch(() => ({}))) };
  } catch (error) {
    const known = asAppError(error);
    return { candidates: {}, trouble: known instanceof AppError ? known.message : 'PowerShell failed.' };
  } finally {
    await scripts.stop();
  }
}

async function settingsHere(runner: ScriptRunner): Promise<Pick<Proposals, 'eventLogs' | 'proxy'>> {
  const name = 'Find-VenueSetting';
  const { output } = await runner.run({ script: name, deadlineMs: 30_000 });
  const row = onlyRow(output, name);
  return { eventLogs: row.texts('EventLogs'), proxy: row.optionalText('Proxy') ?? 'none' };
}

function candidatesOf(row: Row): readonly Candidate[] {
  const names = row.texts('CandidateNames');
  return row.texts('Candidates').map((shown, index) => ({ name: names[index] ?? shown, shown }));
}
