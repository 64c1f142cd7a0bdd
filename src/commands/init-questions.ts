/** `venue-control init` at a keyboard: one question a value, asked again until the answer is one. What the machine proposes is shown, never taken by itself. */
import { SQL_OPTIONS, type SqlSaid, takesSql } from '../config/sql-options.js';
import { takesValue, VENUE_OPTIONS, type VenueSaid } from '../config/venue-options.js';
import { SERVICES, type ServiceKey } from '../operations/words/services.js';

export interface Keyboard {
  /** What was typed, without what is around it. Throws where the input ends. */
  ask(prompt: string): Promise<string>;
  tell(line: string): void;
}

export interface Proposals {
  /** Services that could be meant. */
  readonly candidates: Readonly<Partial<Record<string, readonly Candidate[]>>>;
  /** Undefined: this machine could be asked. */
  readonly trouble?: string;
}

export interface Candidate {
  readonly name: string;
  /** `name (display name)`; a name may itself have brackets. */
  readonly shown: string;
}

const NONE = 'none';

export async function askVenue(keyboard: Keyboard, proposals: Proposals): Promise<VenueSaid> {
  keyboard.tell(
    `Each question wants one line. "${NONE}" says that this venue has no such thing. No answer is written before the end.`,
  );
  if (proposals.trouble) keyboard.tell(`No names of services are proposed: ${proposals.trouble}`);
  const services: Partial<Record<ServiceKey, string | null>> = {};
  for (const { key, name } of SERVICES) {
    services[key] = await askService(keyboard, key, name, proposals.candidates[key] ?? [], services);
  }
  const cloud = {
    url: await askOne(keyboard, 'cloud.url', false),
    certificateFile: await askOne(keyboard, 'cloud.certificateFile', true),
  };
  return {
    services: services as VenueSaid['services'],
    publisher: await askOne(keyboard, 'publisher', true),
    cloud: {
      url: cloud.url as string,
      ...(cloud.certificateFile && { certificateFile: cloud.certificateFile }),
    },
    gatewayCredential: await askGateway(keyboard),
  };
}

/** SQL Server's address and login; the rest of its options is for an editor. */
export async function askSql(keyboard: Keyboard): Promise<SqlSaid> {
  const server = await askSqlOption(keyboard, 'server');
  const database = await askSqlOption(keyboard, 'database');
  const authentication = (await askSqlOption(keyboard, 'authentication')) as NonNullable<
    SqlSaid['authentication']
  >;
  return {
    server,
    database,
    authentication,
    ...(authentication !== 'windows' && { user: await askSqlOption(keyboard, 'user') }),
    ...(authentication === 'ntlm' && { domain: await askSqlOption(keyboard, 'domain') }),
  };
}

async function askService(
  keyboard: Keyboard,
  key: ServiceKey,
  name: string,
  candidates: readonly Candidate[],
  before: Readonly<Partial<Record<ServiceKey, string | null>>>,
): Promise<string | null> {
  candidates.forEach(({ shown }, index) => {
    keyboard.tell(`  ${index + 1}) ${shown}`);
  });
  const hint = candidates.length > 0 ? 'a number, its exact name' : 'its exact name';
  for (;;) {
    const typed = await keyboard.ask(`${name}: ${hint}, or ${NONE}: `);
    if (isNone(typed)) return null;
    const service = candidates[Number(typed) - 1]?.name ?? typed;
    const other = Object.entries(before).find(([, said]) => said?.toLowerCase() === service.toLowerCase());
    if (other) keyboard.tell(`  ${other[0]} is "${service}" already. Each service has a name of its own.`);
    else if (takesValue(`services.${key}`, service)) return service;
    else sayWhy(keyboard, `services.${key}`);
  }
}

async function askOne(keyboard: Keyboard, place: string, mayBeNone: boolean): Promise<string | null> {
  const { meaning } = VENUE_OPTIONS[place] ?? { meaning: place };
  for (;;) {
    const typed = await keyboard.ask(`${place}, ${meaning}${mayBeNone ? ` (or ${NONE})` : ''}: `);
    if (mayBeNone && isNone(typed)) return null;
    if (takesValue(place, typed)) return typed;
    sayWhy(keyboard, place);
  }
}

async function askGateway(keyboard: Keyboard): Promise<VenueSaid['gatewayCredential']> {
  const file = await askOne(keyboard, 'gatewayCredential.file', true);
  if (file === null) return null;
  const form = (await askOne(keyboard, 'gatewayCredential.form', false)) as 'text' | 'json';
  if (form === 'text') return { file, form };
  return { file, form, field: await askOne(keyboard, 'gatewayCredential.field', false) };
}

async function askSqlOption(keyboard: Keyboard, name: keyof typeof SQL_OPTIONS): Promise<string> {
  const { meaning, takes } = SQL_OPTIONS[name];
  for (;;) {
    const typed = await keyboard.ask(`sql.${name}, ${meaning.replaceAll('`', '')}: `);
    if (takesSql(name, typed)) return typed;
    keyboard.tell(`  It must be ${takes}.`);
  }
}

/** In any case: a service called None would be found by its number. */
function isNone(typed: string): boolean {
  return typed.toLowerCase() === NONE;
}

function sayWhy(keyboard: Keyboard, place: string): void {
  const { takes, remedy } = VENUE_OPTIONS[place] ?? { takes: 'another', remedy: '' };
  keyboard.tell(`  It must be ${takes}. ${remedy}`);
}
