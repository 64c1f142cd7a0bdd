/** `prove -- texts`: texts that would be code anywhere else, in every text argument of the API, against a real server and real PowerShell. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buildSchema } from 'graphql';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { Asker, type Told } from './asker.js';
import { bentPayloads, livePayloads, oddPayloads } from './injection-payloads.js';
import { chanceFrom } from './seeded.js';
import { type TextArgument, textArguments } from './text-arguments.js';

export interface TextsOptions {
  readonly venue: PracticeVenue;
  readonly seed: number;
  /** Texts of each argument; default all. */
  readonly sample?: number;
  readonly say?: (line: string) => void;
}

export interface TextsRow {
  readonly argument: string;
  readonly texts: number;
  /** Answered without an error. */
  readonly taken: number;
  readonly untrue: readonly string[];
}

/** Of each argument. */
const FEWEST = 60;

export async function texts(options: TextsOptions): Promise<readonly TextsRow[]> {
  const { venue, seed, sample, say = () => undefined } = options;
  const chance = chanceFrom(seed);
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const canaries = mkdtempSync(join(tmpdir(), 'venue-canaries-'));
  const places = [process.cwd(), venue.folder, tmpdir()];
  const before = new Set(places.flatMap((place) => readdirSync(place).map((name) => join(place, name))));
  // Wrong PINs keep this one out, and nobody whom the campaign needs.
  const guessed = new Asker(venue.port, await venue.token('5'));
  const reasons: { readonly row: { untrue: string[] }; readonly text: string; readonly where: string }[] = [];
  const rows: { argument: string; texts: number; taken: number; untrue: string[] }[] = [];
  try {
    for (const argument of textArguments(schema)) {
      // A sign-in is fresh for five minutes, and what wants a fresh one is refused afterwards.
      const clerk = new Asker(venue.port, await venue.token('1'));
      const row = { argument: argument.name, texts: 0, taken: 0, untrue: [] as string[] };
      const all = textsOf(argument, join(canaries, argument.name.replaceAll(/\W/g, '-')));
      for (const text of sample === undefined ? all : chance.shuffled(all).slice(0, sample)) {
        const told = await ask(argument.last === 'pin' ? guessed : clerk, argument, text);
        const where = `${argument.name} ${JSON.stringify(text).slice(0, 80)}`;
        row.texts += 1;
        if (isFault(told)) row.untrue.push(`${where}: ${told.status} ${told.text.slice(0, 200)}`);
        const isTaken = !told.text.includes('"errors"') && !told.text.includes('"type":"error"');
        if (isTaken) row.taken += 1;
        if (isTaken && argument.name.startsWith('Mutation') && argument.last === 'reason')
          reasons.push({ row, text, where });
      }
      await clerk.close();
      if (sample === undefined && row.texts < FEWEST) row.untrue.push(`only ${row.texts} texts`);
      rows.push(row);
      say(`${argument.name}: ${row.taken} of ${row.texts} taken`);
    }
    const written = reasonsIn(venue);
    for (const { row, text, where } of reasons)
      if (!written.has(text)) row.untrue.push(`${where} was taken, and is not in the audit as it was sent`);
    const made = [
      ...readdirSync(canaries),
      ...places
        .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
        .filter((file) => !before.has(file) && /canar|Query|Mutation/.test(file) && file !== canaries),
    ];
    rows[0]?.untrue.push(...made.map((name) => `${name} was made: a text ran`));
    return rows;
  } finally {
    await guessed.close();
    rmSync(canaries, { recursive: true });
  }
}

function textsOf({ last }: TextArgument, file: string): readonly string[] {
  const good = { customerNumber: '10482213', key: 'connect', reason: 'A campaign' }[last] ?? 'x';
  return [...livePayloads(file), ...oddPayloads(file), ...bentPayloads(good, file)];
}

async function ask(asker: Asker, { query, variables }: TextArgument, text: string): Promise<Told> {
  const payload = { query, variables: variables(text) };
  return query.startsWith('subscription') ? asker.subscribe(payload) : asker.post(JSON.stringify(payload));
}

function isFault({ status, text }: Told): boolean {
  return status >= 500 || text.includes('INTERNAL_SERVER_ERROR') || text.startsWith('closed with');
}

function reasonsIn({ stateFile }: PracticeVenue): ReadonlySet<string> {
  const state = new DatabaseSync(stateFile, { readOnly: true, timeout: 10_000 });
  try {
    return new Set(
      state
        .prepare('SELECT reason FROM audit')
        .all()
        .map((row) => String(row['reason'])),
    );
  } finally {
    state.close();
  }
}
