/** Where SQL Server is, asked as its own tools ask: the server, its instance or its port in one line. */
import { SQL_OPTIONS, type SqlSaid, takesSql } from '../../config/sql-options.js';
import { DEFAULT_PORT, isThisMachine, type SqlInstance } from '../sql-instances.js';
import { askQuestion, askYesOrNo, type CertificateTrouble, isNone, type Keyboard } from './prompt.js';

/** What a venue seldom needs, and no one is asked for. */
export const SQL_IN_FILE = ['secretFile', 'encrypt', 'reads', 'writes', 'odbcDriver'] as const;

export async function askSql(
  keyboard: Keyboard,
  certificateTrouble: CertificateTrouble = () => undefined,
  instances: readonly SqlInstance[] = [],
): Promise<SqlSaid> {
  const where = await askServer(keyboard, instances);
  const database = (await askOption(keyboard, 'database')) as string;
  const said = await askOption(keyboard, 'authentication', 'sql');
  const authentication = (said ?? 'sql') as NonNullable<SqlSaid['authentication']>;
  return {
    ...where,
    database,
    ...(said !== undefined && { authentication }),
    ...(authentication !== 'windows' && { user: (await askOption(keyboard, 'user')) as string }),
    ...(authentication === 'ntlm' && { domain: (await askOption(keyboard, 'domain')) as string }),
    ...(await askTrust(keyboard, where.server, certificateTrouble)),
  };
}

type Where = Pick<SqlSaid, 'server' | 'port' | 'instance'>;

async function askServer(keyboard: Keyboard, instances: readonly SqlInstance[]): Promise<Where> {
  const proposals = instances.map(proposalOf);
  proposals.forEach(({ shown }, index) => {
    keyboard.tell(`  ${index + 1}) ${shown}`);
  });
  const numbered = (text: string) => proposals[/^\d+$/.test(text) ? Number(text) - 1 : -1]?.typed ?? text;
  const typed = await askQuestion(keyboard, {
    place: 'sql.server',
    meaning: `${instances.length > 0 ? 'a number of this list, or ' : ''}${SQL_OPTIONS.server.meaning}: HOST, HOST\\INSTANCE for a named one (sql.instance), or HOST,PORT if its port is not ${SQL_OPTIONS.port.otherwise} (sql.port)`,
    trouble: (text) => {
      const where = splitServer(numbered(text));
      return typeof where === 'string' ? where : undefined;
    },
  });
  return splitServer(numbered(typed as string)) as Where;
}

/** An instance of this machine as it is typed: by its fixed port where it has one, which needs no SQL Server Browser. */
function proposalOf({ name, port, tcpEnabled, state, edition, browser }: SqlInstance): {
  readonly typed: string;
  readonly shown: string;
} {
  const byPort = port === DEFAULT_PORT ? 'localhost' : `localhost,${port}`;
  const typed = port === undefined ? `localhost\\${name}` : byPort;
  const lacks = [
    ...(state === 'Running' ? [] : [`its service is ${state}`]),
    ...(tcpEnabled ? [] : ['TCP/IP is disabled']),
    ...(port === undefined && browser !== 'Running' ? [`SQL Server Browser is ${browser}`] : []),
  ];
  const notes = [edition, ...lacks].filter((note) => note !== '').join('; ');
  return { typed, shown: `${typed} (${name}${notes && `; ${notes}`})` };
}

/**
 * `HOST`, `HOST\INSTANCE` or `HOST,PORT`, as SQL Server's own tools take it, `.` and `(local)` for this machine; a port makes the instance
 * needless. Answers in one sentence why it is none.
 */
export function splitServer(text: string): Where | string {
  const [, host = '', instance, digits] =
    /^(?:tcp:)?([^\\,]*)(?:\\([^\\,]*))?(?:,\s*([^\\,]*))?$/i.exec(text) ?? [];
  const server = /^(\.|\(local\))$/i.test(host) ? 'localhost' : host;
  if (!takesSql('server', server))
    return 'It must be a host name or address: alone, as HOST\\INSTANCE, or as HOST,PORT.';
  if (digits !== undefined) {
    const port = /^\d+$/.test(digits) ? Number(digits) : undefined;
    return takesSql('port', port)
      ? { server, port: port as number }
      : `After the comma, type ${SQL_OPTIONS.port.takes}.`;
  }
  if (instance === undefined) return { server };
  return takesSql('instance', instance)
    ? { server, instance }
    : `After the backslash, type ${SQL_OPTIONS.instance.takes}.`;
}

/** Taking any certificate is for this machine only, and where none was named. */
async function askTrust(
  keyboard: Keyboard,
  server: string,
  certificateTrouble: CertificateTrouble,
): Promise<Pick<SqlSaid, 'certificateFile' | 'trustServerCertificate'>> {
  const { meaning, takes } = SQL_OPTIONS.certificateFile;
  const file = await askQuestion(keyboard, {
    place: 'sql.certificateFile',
    meaning,
    enter: 'none',
    trouble: (typed) => {
      if (isNone(typed)) return undefined;
      return takesSql('certificateFile', typed)
        ? certificateTrouble('sql.certificateFile', typed)
        : `It must be ${takes}.`;
    },
  });
  if (file !== undefined && !isNone(file)) return { certificateFile: file };
  if (!isThisMachine(server)) return {};
  const isTrusted = await askYesOrNo(keyboard, 'sql.trustServerCertificate', TRUST, 'no');
  return isTrusted ? { trustServerCertificate: true } : {};
}

const TRUST =
  'whether to accept any certificate of SQL Server. Without a configured certificate it uses a self-signed one, which is rejected otherwise. With yes, another program on this machine that impersonates it could get the password';

/** Enter selects `otherwise`, if it is given. */
function askOption(
  keyboard: Keyboard,
  name: keyof typeof SQL_OPTIONS,
  otherwise?: string,
): Promise<string | undefined> {
  const { meaning, takes } = SQL_OPTIONS[name];
  return askQuestion(keyboard, {
    place: `sql.${name}`,
    meaning,
    ...(otherwise !== undefined && { enter: otherwise }),
    trouble: (typed) => (takesSql(name, typed) ? undefined : `It must be ${takes}.`),
  });
}
