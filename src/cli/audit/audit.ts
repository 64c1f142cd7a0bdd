/** `venue-control audit`: verify and export, beside a server and of what a server refuses to start on; sign-off, as Administrator. */

import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { AuditReviews } from '../../domain/audit/reviews.js';
import { verifyAudit } from '../../domain/audit/verification.js';
import type { AuditFilter, AuditLog } from '../../domain/ports/audit-log.js';
import type { KnownState } from '../../domain/ports/kept-state.js';
import { visible } from '../../domain/types/plain-text.js';
import type { CommandContext } from '../command-context.js';
import { exampleTime, localTime } from '../doctor-rows.js';
import { getReason, runElevated, say } from '../elevated-session.js';

/** Someone has touched it. 1 says that it couldn't be checked, 2 that the environment is wrong. */
const EXIT_TOUCHED = 3;
const ROWS_AT_ONCE = 500;

export function auditCommand(context: CommandContext): Command {
  return new Command('audit')
    .description('Verify, export and sign off the audit log. docs/reference/audit.md describes its format.')
    .addCommand(verifyCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(signOffCommand(context));
}

function verifyCommand(context: CommandContext): Command {
  return new Command('verify')
    .description(
      'Verify the hash chain of the audit log and its anchors. Prints the first invalid row. Safe while the server runs. Exit codes: 0 intact, 3 not intact.',
    )
    .option('--json', 'print the outcome as JSON', false)
    .action(({ json }: { json: boolean }) =>
      asItIs(context, async ({ audit, anchors }) => {
        const found = await verifyAudit({ audit, anchors });
        await say(
          json ? JSON.stringify(found) : `${found.intact ? 'Intact' : 'NOT INTACT'}. ${found.detail}`,
        );
        if (!found.intact) process.exitCode = EXIT_TOUCHED;
      }),
    );
}

function exportCommand(context: CommandContext): Command {
  return new Command('export')
    .description(
      'Print the audit log as JSON lines, oldest first. Each line has all fields that its hash covers.',
    )
    .option('--since <time>', 'rows from this time on; ISO 8601', timeOf)
    .option('--until <time>', 'rows before this time', timeOf)
    .action((times: Pick<AuditFilter, 'since' | 'until'>) =>
      asItIs(context, async ({ audit }) => {
        for await (const line of linesOf(audit, times)) await print(line);
      }),
    );
}

function signOffCommand(context: CommandContext): Command {
  return new Command('sign-off')
    .description(
      'Record that you have reviewed the audit log. Prints the changes since the last review. Needs an elevated prompt.',
    )
    .requiredOption('--reason <text>', 'the reason; recorded in the audit log')
    .option('--up-to <row>', 'the last row that you reviewed; default: the newest', rowOf)
    .option('--json', 'print drift and review as JSON', false)
    .action(({ reason, upTo, json }: { reason: string; upTo?: number; json: boolean }) =>
      signOff(context, { reason, upTo, json }),
    );
}

function signOff(
  context: CommandContext,
  {
    reason,
    upTo,
    json,
  }: { readonly reason: string; readonly upTo: number | undefined; readonly json: boolean },
): Promise<void> {
  return runElevated(context, async ({ state, opened, audit, actor }) => {
    const reviews = new AuditReviews({ state, clerks: opened.clerks, clock: context.clock, audit });
    const drift = await reviews.drift();
    const review = await reviews.signOff(actor, 'audit.sign-off', { reason: getReason(reason), upTo });
    if (json) return await print(JSON.stringify({ drift, review }));
    for (const { kind, what, byName, at, sequence } of drift.changes)
      say(
        [kind, what, byName && `by ${byName}`, at && localTime(at), sequence && `row ${sequence}`]
          .filter(Boolean)
          .join(', '),
      );
    say(`Row ${review.sequence}: the audit is signed off up to row ${review.upTo}.`);
  });
}

async function asItIs(context: CommandContext, work: (state: KnownState) => Promise<void>): Promise<void> {
  const state = await context.openStateAsItIs();
  try {
    await work(state);
  } finally {
    await state.close();
  }
}

async function* linesOf(audit: AuditLog, times: Pick<AuditFilter, 'since' | 'until'>): AsyncIterable<string> {
  let after = 0;
  for (;;) {
    const rows = await audit.list({ ...times, after }, ROWS_AT_ONCE, 'oldest');
    for (const row of rows) yield JSON.stringify(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.sequence;
  }
}

/** A line of JSON, no faster than it is read. */
async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${visible(line)}\n`)) await once(process.stdout, 'drain');
}

function timeOf(text: string): Date {
  const time = new Date(text);
  // 05/06/2026 would be read with its month first.
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError(`Enter a day or a time as ISO 8601, such as ${exampleTime()}.`);
}

function rowOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected the number of a row.');
  return Number(text);
}
