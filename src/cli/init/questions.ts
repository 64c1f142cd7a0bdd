/** `venue-control init` at a keyboard: one question a value, asked again until the answer is one. What the machine proposes is shown, never taken automatically. */
import { takesValue, VENUE_OPTIONS, type VenueSaid } from '../../config/venue-options.js';
import { SERVICES, type ServiceKey } from '../../domain/types/services.js';
import type { SqlInstance } from '../sql-instances.js';
import {
  askQuestion,
  askYesOrNo,
  type CertificateTrouble,
  isNone,
  type Keyboard,
  NONE,
  type Question,
} from './prompt.js';

export interface Proposals {
  /** Services that could be meant. */
  readonly candidates: Readonly<Partial<Record<string, readonly Candidate[]>>>;
  /** Of SQL Server on this machine. Default none. */
  readonly instances?: readonly SqlInstance[];
  /** Event logs that could be swiftpos'. Default none. */
  readonly eventLogs?: readonly string[];
  /** What the account uses for the Internet, or `none`. Default: not known. */
  readonly proxy?: string;
  /** What of this Windows does not suit, a line each. Default nothing. */
  readonly notes?: readonly string[];
  /** Undefined: this machine could be asked. */
  readonly trouble?: string;
}

export interface Candidate {
  readonly name: string;
  /** `name (display name)`; a name may itself have brackets. */
  readonly shown: string;
}

const ENTER = 'Enter alone';

/** Of every entry of venue.json. */
export async function askVenue(
  keyboard: Keyboard,
  proposals: Proposals,
  certificateTrouble: CertificateTrouble = () => undefined,
): Promise<VenueSaid> {
  keyboard.tell(
    `Answer each question in one line. For a service that this venue does not have, type "${NONE}". Nothing is written before the last answer.`,
  );
  for (const note of proposals.notes ?? []) keyboard.tell(note);
  if (proposals.trouble) keyboard.tell(`No service names are proposed: ${proposals.trouble}`);
  const services: Partial<Record<ServiceKey, string | null>> = {};
  for (const { key, name } of SERVICES) {
    services[key] = await askService(keyboard, key, name, proposals.candidates[key] ?? [], services);
  }
  return {
    services: services as VenueSaid['services'],
    publisher: (await askUnlessNone(keyboard, 'publisher')) ?? null,
    cloud: await askCloud(keyboard, certificateTrouble, proposals.proxy),
    ...(await askEventLogs(keyboard, proposals.eventLogs ?? [])),
    gatewayCredential: await askGateway(keyboard),
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
    const isNumber = /^\d+$/.test(typed);
    const service = isNumber ? candidates[Number(typed) - 1]?.name : typed;
    if (service === undefined) {
      keyboard.refuse(`  There is no proposal number ${typed}. Type ${hint}, or ${NONE}.`);
      continue;
    }
    const other = Object.entries(before).find(([, said]) => said?.toLowerCase() === service.toLowerCase());
    if (other)
      keyboard.refuse(`  ${other[0]} already has the name "${service}". Each service has its own name.`);
    else if (takesValue(`services.${key}`, service)) return service;
    else keyboard.refuse(`  ${whyNot(`services.${key}`, NONE)}`);
  }
}

async function askCloud(
  keyboard: Keyboard,
  certificateTrouble: CertificateTrouble,
  proposed: string | undefined,
): Promise<VenueSaid['cloud']> {
  const url = await askOne(keyboard, 'cloud.url');
  const certificateFile = await askUnlessNone(keyboard, 'cloud.certificateFile', '', certificateTrouble);
  // "none" is a value here: no proxy.
  const question = {
    ...questionOf('cloud.proxy', ENTER),
    enter: proposed ? `${proposed}, as your account` : '',
  };
  // The account of the service has other Internet settings than a person's.
  const proxy = (await askQuestion(keyboard, question)) ?? proposed;
  return { url, ...(certificateFile && { certificateFile }), ...(proxy && { proxy }) };
}

/** Where the machine lists none, or Enter is pressed, the default stays. */
async function askEventLogs(
  keyboard: Keyboard,
  logs: readonly string[],
): Promise<Pick<VenueSaid, 'eventLogs'>> {
  if (logs.length === 0) return {};
  logs.forEach((name, index) => {
    keyboard.tell(`  ${index + 1}) ${name}`);
  });
  const namesIn = (typed: string) =>
    typed.split(',').map((word) => {
      const text = word.trim();
      return /^\d+$/.test(text) ? (logs[Number(text) - 1] ?? '') : text;
    });
  const { meaning } = questionOf('eventLogs');
  const typed = await askQuestion(keyboard, {
    place: 'eventLogs',
    meaning: `${meaning}. Numbers of this list or names, with commas between them`,
    enter: '',
    trouble: (text) => (takesValue('eventLogs', namesIn(text)) ? undefined : whyNot('eventLogs', ENTER)),
  });
  return typed === undefined ? {} : { eventLogs: namesIn(typed) };
}

async function askGateway(keyboard: Keyboard): Promise<VenueSaid['gatewayCredential']> {
  const file = await askUnlessNone(keyboard, 'gatewayCredential.file', 'none, if unknown');
  if (file === undefined) return null;
  const form = (await askOne(keyboard, 'gatewayCredential.form')) as 'text' | 'json';
  const field = form === 'json' ? { field: await askOne(keyboard, 'gatewayCredential.field') } : {};
  const restart = 'gatewayCredential.restart';
  const meaning = questionOf(restart).meaning.replace('false:', 'No:');
  const restarts = await askYesOrNo(keyboard, restart, meaning, 'yes');
  return { file, form, ...field, ...(restarts !== undefined && { restart: restarts }) };
}

async function askOne(keyboard: Keyboard, place: string): Promise<string> {
  return (await askQuestion(keyboard, questionOf(place))) as string;
}

/** Undefined: Enter, or "none". */
async function askUnlessNone(
  keyboard: Keyboard,
  place: string,
  enter = '',
  more: CertificateTrouble = () => undefined,
): Promise<string | undefined> {
  const question = questionOf(place, ENTER);
  const trouble = (typed: string) =>
    isNone(typed) ? undefined : (question.trouble(typed) ?? more(place, typed));
  const typed = await askQuestion(keyboard, { ...question, enter, trouble });
  return typed === undefined || isNone(typed) ? undefined : typed;
}

function questionOf(place: string, nothing = ''): Pick<Question, 'place' | 'meaning' | 'trouble'> {
  return {
    place,
    meaning: VENUE_OPTIONS[place]?.meaning ?? place,
    trouble: (typed) => (takesValue(place, typed) ? undefined : whyNot(place, nothing)),
  };
}

/** `nothing`: what is typed where a file says null. */
function whyNot(place: string, nothing: string): string {
  const { takes, remedy } = VENUE_OPTIONS[place] ?? { takes: 'another', remedy: '' };
  const words = takes.replace(/, or null$/, nothing && `, or ${nothing}`);
  return `It must be ${words}. ${remedy.replace('"gatewayCredential": null', nothing)}`;
}
