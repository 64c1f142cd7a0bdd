/**
 * What venue.json says of a real venue, each value by its place in the file: the one table, which docs/reference/configuration.md is held to. Which
 * services there are is the domain's table; what swiftpos calls them, and how Gateway Client gets its credential is not public.
 */
import { isAbsolute } from 'node:path';
import {
  array,
  boolean,
  check,
  type GenericSchema,
  maxLength,
  minLength,
  nullable,
  picklist,
  pipe,
  regex,
  safeParse,
  string,
} from 'valibot';
import { SERVICES, type ServiceKey } from '../domain/types/services.js';

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
  meaning: `the Windows service name of ${name}; null: this venue has none`,
  remedy: 'Get-Service prints it in the column Name. "venue-control doctor" proposes names.',
});

export const VENUE_OPTIONS: Readonly<Record<string, VenueOption>> = {
  ...Object.fromEntries(SERVICES.map(({ key, name }) => [`services.${key}`, service(name)])),
  publisher: {
    schema: nullable(SUBJECT),
    takes: 'the complete subject of a certificate in one line, with CN=, or null',
    otherwise: 'null',
    meaning:
      'the publisher of Cloud Sync: the complete certificate subject, as `(Get-AuthenticodeSignature -LiteralPath FILE).SignerCertificate.Subject` prints it for a genuine swiftpos program; null: nothing is installed',
    remedy: 'Get-AuthenticodeSignature shows it (SignerCertificate.Subject) for a genuine swiftpos program.',
  },
  'cloud.url': {
    schema: CLOUD,
    takes: 'an https address without user, question mark or #',
    meaning: 'the address of swiftpos Cloud in your region',
    remedy: 'Ask swiftpos for the API host of your region; it begins with https://.',
  },
  'cloud.certificateFile': {
    schema: nullable(FILE),
    takes: 'a file in PEM, or null',
    otherwise: 'null',
    meaning:
      'a certificate authority that is trusted for the cloud, in addition to those of this machine (not supported by Windows PowerShell 5.1)',
    remedy: 'Omit it unless you were given such a file.',
  },
  'cloud.proxy': {
    schema: nullable(PROXY),
    takes: 'an http address without user, such as http://proxy:3128, "none", or null',
    otherwise: 'null',
    meaning:
      'the proxy for the cloud; `none`: no proxy; null: `HTTPS_PROXY` of the environment, otherwise the Internet settings of the account that the control plane runs as',
    remedy:
      'Omit it if there is no proxy, or if HTTPS_PROXY is set for the account that the control plane runs as.',
  },
  eventLogs: {
    schema: nullable(pipe(array(line(256)), minLength(1), maxLength(20))),
    takes: 'a list of names of Windows event logs, or null',
    otherwise: 'null',
    meaning:
      "swiftpos' own Windows event logs, read beside `System`, each as `Get-WinEvent -ListLog *` prints its LogName; null: `swiftpos SQL Application`",
    remedy: 'Get-WinEvent -ListLog * prints each in the column LogName. "venue-control init" lists them.',
  },
  dailyRestartAt: {
    schema: nullable(DAILY_RESTART),
    takes: 'HH:mm in venue time, "none", or null',
    otherwise: 'null',
    meaning:
      'when Services Monitor restarts all services daily; `none`: it does not; null: unknown, which a plan shows (`DAILY_RESTART`)',
    remedy: 'Read it in the settings of Services Monitor.',
  },
  'gatewayCredential.file': {
    schema: pipe(FILE, check(isAbsolute)),
    takes: 'a file with its absolute path',
    meaning: 'the file that Gateway Client reads its cloud credential from',
    remedy:
      'Ask swiftpos which file Gateway Client reads its credential from. With "gatewayCredential": null, onboarding is refused.',
  },
  'gatewayCredential.form': {
    schema: picklist(FORMS),
    takes: `one of: ${FORMS.join(', ')}`,
    meaning: '`text`: the file contains only the credential; `json`: it is one field of a JSON file',
    remedy: 'Open the file: it contains either only the credential or JSON.',
  },
  'gatewayCredential.field': {
    schema: nullable(line(200)),
    takes: 'the name of a field, with dots between levels, or null',
    otherwise: 'null',
    meaning: 'the field of the JSON file; required with `json`, and only allowed there',
    remedy: 'Name the field as in the file, for example "cloud.token".',
  },
  'gatewayCredential.restart': {
    schema: boolean(),
    takes: 'true or false',
    otherwise: 'true',
    meaning:
      'whether an onboarding restarts a running Gateway Client so that it reads the changed file, which interrupts ordering for seconds; false: swiftpos confirmed that it rereads the file',
    remedy: 'Omit it unless swiftpos confirmed that a running Gateway Client rereads its file.',
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
  readonly eventLogs?: readonly string[] | null;
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
