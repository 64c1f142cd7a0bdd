/** Where SQL Server is, asked as its own tools ask: the server, its instance or its port in one line. */
import { hostname } from 'node:os';
import { SQL_OPTIONS, type SqlSaid, takesSql } from '../../config/sql-options.js';
import { askQuestion, askYesOrNo, type CertificateTrouble, isNone, type Keyboard } from './prompt.js';

/** What a venue seldom needs, and no one is asked for. */
export const SQL_IN_FILE = ['secretFile', 'encrypt', 'reads', 'writes', 'odbcDriver'] as const;

export async function askSql(
  keyboard: Keyboard,
  certificateTrouble: CertificateTrouble = () => undefined,
): Promise<SqlSaid> {
  const where = await askServer(keyboard);
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

async function askServer(keyboard: Keyboard): Promise<Where> {
  const typed = await askQuestion(keyboard, {
    place: 'sql.server',
    meaning: `${SQL_OPTIONS.server.meaning}: HOST, HOST\\INSTANCE for a named one (sql.instance), or HOST,PORT if its port is not ${SQL_OPTIONS.port.otherwise} (sql.port)`,
    trouble: (text) => {
      const where = splitServer(text);
      return typeof where === 'string' ? where : undefined;
    },
  });
  return splitServer(typed as string) as Where;
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

function isThisMachine(server: string): boolean {
  const names = ['localhost', '127.0.0.1', '::1', hostname().toLowerCase()];
  return names.includes(server.toLowerCase());
}

/** Enter means `otherwise`, where it is said. */
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
