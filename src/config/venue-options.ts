/**
 * What venue.json says of a real venue, each value by its place in the file: the one table, which docs/reference/configuration.md is held to. Which
 * services there are is the domain's table; what swiftpos calls them, and how Gateway Client is told its credential, nobody outside knows.
 */
import { isAbsolute } from 'node:path';
import {
  boolean,
  check,
  type GenericSchema,
  nullable,
  picklist,
  pipe,
  regex,
  safeParse,
  string,
} from 'valibot';
import { SERVICES, type ServiceKey } from '../operations/words/services.js';

export interface VenueOption {
  readonly schema: GenericSchema;
  /** Follows "must be" in a refusal. */
  readonly takes: string;
  /** Undefined: it has to be said. */
  readonly otherwise?: string;
  readonly meaning: string;
  /** Where a person finds the right value. */
  readonly remedy: string;
}

/** Up to `longest` characters in one line, with nothing around them. */
const line = (longest: number) =>
  pipe(
    string(),
    regex(new RegExp(`^[^\\r\\n]{1,${longest}}$`)),
    check((text) => text === text.trim()),
  );
/** What Windows takes for the name of a service. */
const SERVICE_NAME = pipe(
  line(256),
  check((text) => !/[\\/\p{Cc}]/u.test(text)),
);
const CLOUD = pipe(
  string(),
  check((text) => isAddress(text, ['https:'])),
);
const PROXY = pipe(
  string(),
  check((text) => text.toLowerCase() === 'none' || isAddress(text, ['http:'])),
);
/** Compared whole and in its case with what .NET prints of a certificate: the name alone would never match. */
const SUBJECT = pipe(
  line(500),
  check((text) => /\bCN=./.test(text)),
);
const FILE = line(260);
const DAILY_RESTART = pipe(string(), regex(/^(none|([01]\d|2[0-3]):[0-5]\d)$/));
const FORMS = ['text', 'json'] as const;

const service = (name: string): VenueOption => ({
  schema: nullable(SERVICE_NAME),
  takes: 'the exact name of a Windows service, or null',
  meaning: `what Windows calls ${name} here; null: this venue has none`,
  remedy: 'Get-Service prints the name in its column Name; "venue-control doctor" proposes.',
});

export const VENUE_OPTIONS: Readonly<Record<string, VenueOption>> = {
  ...Object.fromEntries(SERVICES.map(({ key, name }) => [`services.${key}`, service(name)])),
  publisher: {
    schema: nullable(SUBJECT),
    takes: 'the whole subject of a certificate in one line, CN= and all, or null',
    otherwise: 'null',
    meaning:
      "who signs what may be installed as Cloud Sync: the certificate's whole subject, as `(Get-AuthenticodeSignature -LiteralPath FILE).SignerCertificate.Subject` prints it of a program that surely is of swiftpos; null: nothing is installed",
    remedy:
      'Get-AuthenticodeSignature shows it (SignerCertificate.Subject) on a program that surely is of swiftpos.',
  },
  'cloud.url': {
    schema: CLOUD,
    takes: 'an https address without user, question mark or #',
    meaning: 'where swiftpos Cloud answers in your region',
    remedy: 'Ask swiftpos for the API host of your region; it begins with https://.',
  },
  'cloud.certificateFile': {
    schema: nullable(FILE),
    takes: 'a file in PEM, or null',
    otherwise: 'null',
    meaning:
      "the authority that alone is trusted for the cloud's certificate (not under Windows PowerShell 5.1, which refuses it); null: those of this machine",
    remedy: 'Leave it out unless somebody gave you such a file.',
  },
  'cloud.proxy': {
    schema: nullable(PROXY),
    takes: 'an http address without user, such as http://proxy:3128, "none", or null',
    otherwise: 'null',
    meaning:
      'the proxy on the way to the cloud; `none`: no proxy; null: `HTTPS_PROXY` of the environment, else the Internet settings of the account that the control plane runs as',
    remedy:
      'Leave it out where there is no proxy, or where HTTPS_PROXY names it for the account that the control plane runs as.',
  },
  dailyRestartAt: {
    schema: nullable(DAILY_RESTART),
    takes: 'HH:mm in venue time, "none", or null',
    otherwise: 'null',
    meaning:
      'when Services Monitor restarts all services daily; `none`: it does not; null: not known, and a plan says so (`DAILY_RESTART`)',
    remedy: 'Read it in the settings of Services Monitor.',
  },
  'gatewayCredential.file': {
    schema: pipe(FILE, check(isAbsolute)),
    takes: 'a file with its whole path',
    meaning: "Gateway Client's file that the cloud's credential is written into",
    remedy:
      'Ask swiftpos which file Gateway Client reads its credential from; "gatewayCredential": null says that nobody knows, and onboarding is refused.',
  },
  'gatewayCredential.form': {
    schema: picklist(FORMS),
    takes: `one of: ${FORMS.join(', ')}`,
    meaning: '`text`: the file holds the credential alone; `json`: it is one field of a JSON file',
    remedy: 'Open the file: it either holds nothing else, or is JSON.',
  },
  'gatewayCredential.field': {
    schema: nullable(line(200)),
    takes: 'the name of a field, its levels with dots between them, or null',
    otherwise: 'null',
    meaning: 'which field of the JSON file; only with `json`, and needed there',
    remedy: 'Name the field as it stands in the file, e.g. "cloud.token".',
  },
  'gatewayCredential.restart': {
    schema: boolean(),
    takes: 'true or false',
    otherwise: 'true',
    meaning:
      'whether an onboarding restarts a Gateway Client that runs, so that it reads the file that was changed; it takes seconds of ordering. false: swiftpos says that it reads it again by itself',
    remedy: 'Leave it out unless swiftpos has said that Gateway Client reads its file again while it runs.',
  },
};

/** A link to the cloud; undefined what isn't said. */
export interface CloudLink {
  readonly url: string;
  readonly certificateFile?: string | null;
  readonly proxy?: string | null;
}

export interface VenueSaid {
  readonly services: Readonly<Record<ServiceKey, string | null>>;
  readonly publisher?: string | null;
  readonly cloud: CloudLink;
  readonly dailyRestartAt?: string | null;
  readonly gatewayCredential: {
    readonly file: string;
    readonly form: (typeof FORMS)[number];
    readonly field?: string | null;
    /** Default: true. */
    readonly restart?: boolean;
  } | null;
}

/** Whether the value may stand at that place. */
export function takesValue(place: string, value: unknown): boolean {
  const option = VENUE_OPTIONS[place];
  return option !== undefined && safeParse(option.schema, value).success;
}

function isAddress(text: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash, hostname } = new URL(text);
  const isBare = `${username}${password}${search}${hash}` === '' && !/[?#]$/.test(text);
  return protocols.includes(protocol) && hostname !== '' && isBare;
}
