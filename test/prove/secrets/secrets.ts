/** `prove -- secrets`: a whole onboarding and a resync with secrets that are nowhere else, then every place where one might lie about. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { runCommand } from '../../cli/processes/run-command.js';
import { readZip } from '../../fixtures/read-zip.js';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { onboard, planOnboarding, planResync, requestCode, resync, untilOver } from '../../venue/requests.js';
import { Asker } from '../shared/asker.js';
import { RandomDocuments } from '../shared/random-documents.js';
import { chanceFrom } from '../shared/seeded.js';
import { foundIn, type Sought, sought } from './forms.js';
import { filesIn, rowsOf } from './places.js';
import { ProcessWatch } from './process-watch.js';

export interface SecretsOptions {
  /** Fresh, and started. */
  readonly venue: PracticeVenue;
  readonly seed: number;
  /** Answers that are read through. */
  readonly answers: number;
  /** What the server has written to its console by then. */
  readonly said: () => Buffer;
  /** Default: it is. A short form leaves it out. */
  readonly isResynced?: boolean;
  readonly say?: (line: string) => void;
}

export interface SecretsRow {
  readonly where: string;
  readonly checked: string;
  readonly untrue: readonly string[];
}

/** The gateway's own credential, and the cloud's memory: another party's. And where the secrets of channels are stored. */
const ALLOWED = /^(rehearsal\/(credentials|cloud)|secrets)\//;

/** For the venue's config.json: nothing listens there, so that each delivery fails, and its failure is logged. */
export const CHANNELS = {
  notifications: {
    channels: [
      { name: 'hook', kind: 'webhook' },
      {
        name: 'mail',
        kind: 'email',
        host: '127.0.0.1',
        port: 1,
        from: 'a@b.example',
        to: ['c@d.example'],
        user: 'e',
      },
    ],
  },
};
const OVER_MS = 120_000;
/** Lie in the data folder on purpose: what is not found there would not be found anywhere. */
const PLANTED: Readonly<Record<string, (secret: string) => string | Buffer>> = {
  'planted-raw': (secret) => `x${secret}y`,
  'planted-wide': (secret) => Buffer.from(secret, 'utf16le').swap16(),
  'planted-hex': (secret) => Buffer.from(secret).toString('hex'),
  'planted-base64': (secret) => Buffer.from(`x${secret}behind`).toString('base64'),
};

export async function secrets(options: SecretsOptions): Promise<readonly SecretsRow[]> {
  const { venue, seed, answers, said, isResynced = true, say = () => undefined } = options;
  const chance = chanceFrom(seed);
  const digits = () => Array.from({ length: 12 }, () => Math.floor(chance.between(0, 10))).join('');
  const [pin, wrongPin, temporary] = [digits(), digits(), digits()];
  const [hook, password] = [digits(), digits()];
  const key = `whsec_${Buffer.from(`${digits()}${digits()}`).toString('base64')}`;
  const all: Sought[] = [
    sought('PIN', pin),
    sought('wrong PIN', wrongPin),
    sought('temporary PIN', temporary),
    sought('address of a webhook', hook),
    sought('key of a webhook', key),
    sought('password of a mail server', password),
  ];
  const watch = new ProcessWatch(venue, all);
  const backup = mkdtempSync(join(tmpdir(), 'venue-secrets-'));
  try {
    for (const [channel, what, value] of [
      ['hook', 'url', `http://127.0.0.1:1/${hook}`],
      ['hook', 'key', key],
      ['mail', 'password', password],
    ] as const)
      await command(venue, ['notify', 'set-secret', channel, what], `${value}\n`);
    const notified = await failedTests(venue);
    await command(venue, ['clerk', 'set-pin', '1'], `${temporary}\n`);
    const first = await venue.signIn('1', temporary);
    const changePin = 'mutation ($old: String!, $new: String!) { changePin(currentPin: $old, newPin: $new) }';
    await venue.request(changePin, { old: wrongPin, new: pin }, first);
    await venue.request(changePin, { old: temporary, new: pin }, first);
    all.push(sought('token', first));
    venue.adoptSession('1', first);
    await venue.signIn('1', wrongPin).catch(() => undefined);
    const stepUp = 'mutation ($pin: String!) { stepUp(pin: $pin) { token } }';
    await venue.ask(stepUp, { pin: wrongPin });
    const { data } = await venue.ask(stepUp, { pin });
    const token = String(data.stepUp.token);
    all.push(sought('token of the step-up', token));
    venue.adoptSession('1', token);
    const api = await command(venue, [
      ...['token', 'create', '--clerk', '1', '--name', 'Nightly', '--expires', '1d'],
      ...['--permission', 'SERVICES_VIEW', 'AUDIT_VIEW'],
    ]);
    all.push(sought('API token', api), sought('secret of the API token', secretOf(api)));
    const used = await venue.request('{ viewer { name } }', {}, api);
    if (!used.data?.viewer) throw new Error(`The API token is refused: ${JSON.stringify(used.errors)}`);
    say('signed in');
    all.push(...(await redeem(venue, all)));
    if (isResynced) await resyncOnce(venue);
    say(isResynced ? 'onboarded and resynced' : 'onboarded');
    const shown: string[] = [];
    const asker = new Asker(venue.port, token);
    const random = new RandomDocuments(buildSchema(readFileSync('schema.graphql', 'utf8')), chance);
    for (let i = 0; i < answers; i += 1)
      shown.push((await asker.post(JSON.stringify({ query: random.next('query') }))).text);
    asker.close();
    await venue.request('mutation { signOut }', {}, token);
    await command(venue, ['backup', join(backup, 'taken')]);
    await command(venue, ['support-bundle', '--with-names', '--out', join(backup, 'support.zip')]);
    const support = [...readZip(readFileSync(join(backup, 'support.zip')))];
    for (const [name, dressed] of Object.entries(PLANTED))
      writeFileSync(join(venue.folder, name), dressed(pin));
    const files = filesIn(venue.folder);
    const kept = filesIn(join(backup, 'taken'));
    const rows = rowsOf(venue.stateFile);
    const processes = watch.stop();
    return [
      seenRow('files of the data folder, log and databases', files, (file) => read(venue.folder, file, all)),
      seenRow('files of a backup', kept, (file) => read(join(backup, 'taken'), file, all)),
      seenRow('files of a support bundle', support, ([name, bytes]) => named(name, foundIn(bytes, all))),
      seenRow('a failed test of each channel', notified, (text) =>
        named('a test', foundIn(Buffer.from(text), all)),
      ),
      seenRow('rows of the state database', rows, ({ name, text }) =>
        named(name, foundIn(Buffer.from(text), all)),
      ),
      {
        where: 'what the server says on its console',
        checked: `${said().length} bytes`,
        untrue: named('the console', foundIn(said(), all)),
      },
      seenRow('answers of the API', shown, (text) => named('an answer', foundIn(Buffer.from(text), all))),
      {
        where: 'arguments and environment of processes',
        checked: `${processes.checked} of ${processes.processes}`,
        untrue: [...processes.found, ...(processes.processes < 5 ? ['hardly a process was seen'] : [])],
      },
    ].map((row) => withoutPlanted(row));
  } finally {
    watch.stop();
    rmSync(backup, { recursive: true, force: true });
  }
}

/** Of the first row: what was planted has to be found, or nothing of it is proved. */
function withoutPlanted(row: SecretsRow): SecretsRow {
  if (!row.where.startsWith('files of the data folder')) return row;
  const isPlanted = (line: string, name: string) => line.startsWith(`${name}: `);
  const names = Object.keys(PLANTED);
  const missed = names.filter((name) => !row.untrue.some((line) => isPlanted(line, name)));
  const found = row.untrue.filter((line) => !names.some((name) => isPlanted(line, name)));
  return { ...row, untrue: [...found, ...missed.map((name) => `${name} was not found`)] };
}

/** `vct_<id>_<secret>`; the secret may have such a stroke itself. */
function secretOf(token: string): string {
  const secret = /^vct_[^_]+_(.{20,})$/.exec(token)?.[1];
  if (secret === undefined) throw new Error('That is no API token.');
  return secret;
}

/** A wrong code and the right one; answers what else must be nowhere. */
async function redeem(venue: PracticeVenue, all: Sought[]): Promise<readonly Sought[]> {
  const code = await requestCode(venue);
  const wrong = 'QZ7W4KJX';
  all.push(sought('code', code), sought('code without its dash', code.replaceAll('-', '')));
  all.push(sought('wrong code', wrong));
  for (const text of [wrong, code]) {
    const { data, errors } = await onboard(venue, await planOnboarding(venue), text);
    if (!data?.onboard) throw new Error(`Not begun: ${JSON.stringify(errors)}`);
    const ended = await untilOver(venue, data.onboard.id, OVER_MS);
    if (text === code && ended?.state !== 'SUCCEEDED') throw new Error(JSON.stringify(ended));
  }
  const saved = readFileSync(join(venue.folder, 'rehearsal', 'credentials', 'gateway.json'), 'utf8');
  return [sought('credential', String((JSON.parse(saved) as { credential: string }).credential))];
}

async function resyncOnce(venue: PracticeVenue): Promise<void> {
  for (let look = 0; look < 240; look += 1) {
    const plan = await planResync(venue);
    if (plan.checks.some(({ code: name, outcome }) => name === 'FIRST_SYNC_RUNNING' && outcome === 'PASS'))
      break;
    await sleep(250);
  }
  const { data, errors } = await resync(venue, await planResync(venue));
  if (!data?.resync) throw new Error(`No resync begins: ${JSON.stringify(errors)}`);
  const ended = await untilOver(venue, data.resync.id, OVER_MS);
  if (ended?.state === 'RUNNING') throw new Error('The resync does not end.');
}

function seenRow<T>(where: string, all: readonly T[], look: (one: T) => readonly string[]): SecretsRow {
  return { where, checked: String(all.length), untrue: all.flatMap(look) };
}

function read(folder: string, file: string, all: readonly Sought[]): readonly string[] {
  const name = relative(folder, file);
  if (ALLOWED.test(name)) return [];
  return named(name, foundIn(readFileSync(file), all));
}

const named = (where: string, found: readonly string[]) => found.map((what) => `${where}: ${what}`);

/** What each channel says of why it took none. */
async function failedTests(venue: PracticeVenue): Promise<readonly string[]> {
  const names = CHANNELS.notifications.channels.map(({ name }) => name);
  return Promise.all(
    names.map(async (name) => {
      const { status, stdout, stderr } = await runCommand(['notify', 'test', name], { env: venue.settings });
      if (status === 0) throw new Error(`${name} took a test, and nothing listens there.`);
      return `${stdout}${stderr}`;
    }),
  );
}

/** What it wrote; a PIN comes by standard input. */
async function command(venue: PracticeVenue, words: readonly string[], input = ''): Promise<string> {
  const { status, stdout, stderr } = await runCommand(words, { input, env: venue.settings });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}
