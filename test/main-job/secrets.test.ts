/** After a whole onboarding no secret lies in the data folder, in any form, but where it belongs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { onboarded, startQuick } from './main-job.js';

/** The gateway's own credential, and the cloud's memory: another party's. */
const ALLOWED = /^rehearsal\/(credentials|cloud)\//;

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startQuick();
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** As it stands, and as base64, hex and UTF-16. */
function formsOf(secret: string): readonly Buffer[] {
  const raw = Buffer.from(secret);
  const forms = [raw.toString('base64').replace(/=+$/, ''), raw.toString('hex')];
  return [raw, ...forms.map((form) => Buffer.from(form)), Buffer.from(secret, 'utf16le')];
}

/** Four digits stand in any file by chance: a PIN is looked for where it would be one, alone or quoted. */
function holdsPin(bytes: Buffer, pin: string): boolean {
  return new RegExp(`(pin|PIN)\\W{1,6}${pin}\\b|"${pin}"`).test(bytes.toString('latin1'));
}

test('code, PIN, tokens and credential lie in no file of the data folder but the credential store and the cloud', async () => {
  const told = await onboarded(venue);
  expect(told.state).toBe('SUCCEEDED');
  const saved = readFileSync(join(venue.folder, 'rehearsal', 'credentials', 'gateway.json'), 'utf8');
  const secrets = {
    code: await venue.code(),
    credential: String(JSON.parse(saved).credential),
    token: await venue.token(),
    'second token': await venue.signIn('2'),
  };
  expect(Object.values(secrets).every((secret) => secret.length >= 8)).toBe(true);

  const found = filesIn(venue.folder).flatMap((file) => {
    const name = relative(venue.folder, file);
    if (ALLOWED.test(name)) return [];
    const bytes = readFileSync(file);
    const held = Object.entries(secrets).filter(([, secret]) =>
      formsOf(secret).some((form) => bytes.includes(form)),
    );
    return [
      ...held.map(([what]) => `${name}: ${what}`),
      ...(holdsPin(bytes, '2468') ? [`${name}: PIN`] : []),
    ];
  });
  expect(found).toEqual([]);
}, 150_000);
