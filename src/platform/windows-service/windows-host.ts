/** Windows: the service is registered by scripts/installation, through the same functions that control the venue's own services. */
import { join } from 'node:path';
import { environmentFor } from '../../domain/types/powershell.js';
import { AppError, type ErrorCode, isErrorCode } from '../../errors/errors.js';
import {
  reportGrantedRights,
  servicesGiven,
  servicesGivenAndNamed,
  servicesOfVenue,
} from './granted-rights.js';
import type { HostSystem, Places, Registration } from './host-system.js';
import { nothingToRollBack, type Step, type Tell } from './plan.js';
import { requireDataFolder } from './programs-folder.js';
import { ProgramFailed, runProgram } from './run-program.js';

export interface WindowsPlaces {
  readonly programs?: string | undefined;
  readonly data?: string | undefined;
  /** That the service is to run as; undefined: as it does. */
  readonly account?: string | undefined;
  /** Folder of the program that runs now: its scripts and its PowerShell do the work. */
  readonly source: string;
}

const SYSTEM = 'LocalSystem';

interface Asked extends Partial<Registration> {
  /** Folder of all programs. */
  readonly target?: string;
  readonly text?: string;
  readonly services?: readonly string[];
}

/** Longer than a server may take to get ready. */
const LIMIT_MS = 180_000;

interface WindowsHost extends HostSystem {
  /** As `prepare` does it, before there is a program. Throws BAD_USER_INPUT for a folder that is someone's, with what the script refuses. */
  closeData(data: string, tell: Tell): Promise<void>;
}

export function windowsHost({ programs, data, account: wished, source }: WindowsPlaces): WindowsHost {
  const env = process.env;
  const host: Pick<HostSystem, 'programs' | 'data'> = {
    programs: programs ?? join(env['ProgramFiles'] ?? 'C:\\Program Files', 'VenueControl'),
    data: data ?? join(env['ProgramData'] ?? 'C:\\ProgramData', 'VenueControl'),
  };
  const script = join(source, 'scripts', 'installation', 'Set-ServerService.ps1');
  const call = (
    action: string,
    { program, data: folder, target, needs, account, text, services, environment }: Asked = {},
    tell: Tell = () => undefined,
  ) =>
    runProgram(
      powerShell(env),
      [
        ...[
          '-NoProfile',
          '-NonInteractive',
          '-ExecutionPolicy',
          'Bypass',
          '-File',
          script,
          '-Action',
          action,
        ],
        ...(program === undefined ? [] : ['-Program', program]),
        ...(folder === undefined ? [] : ['-Data', folder]),
        ...(target === undefined ? [] : ['-Target', target]),
        // -File takes no list: the script parts it.
        ...(needs?.length ? ['-DependsOn', needs.join(',')] : []),
        ...(account === undefined ? [] : ['-Account', account]),
        ...(services?.length ? ['-Service', services.join(',')] : []),
        ...(text === undefined ? [] : ['-Text', text]),
      ],
      {
        limitMs: LIMIT_MS,
        env: environmentFor(powerShell(env), {
          ...env,
          NO_COLOR: '1',
          // Undefined too: the machine may have a variable of that name, for another program.
          SERVICE_ENVIRONMENT: environment && JSON.stringify(environment),
        }),
      },
    ).catch((error: unknown) => {
      // What it made before it failed is there.
      if (error instanceof ProgramFailed) tellSentences(error.printed, tell);
      throw inOurWords(error);
    });
  const act = async (action: string, asked?: Asked) => void (await call(action, asked));
  const actAndTell = async (action: string, asked: Asked, tell: Tell) =>
    tellSentences(await call(action, asked, tell), tell);
  const protectStep = ({ programs: folder, data: kept, account }: Places): Step => ({
    title: `Create the data folder ${kept} and set access lists: only administrators change programs, only they and the service read data`,
    work: (tell) => actAndTell('Protect', { program: folder, data: kept, account }, tell),
  });
  /** SYSTEM may already. */
  const grantStep = (
    { data: kept, account = SYSTEM }: Pick<Places, 'data' | 'account'>,
    services: readonly string[],
  ): readonly Step[] => {
    if (account === SYSTEM || services.length === 0) return [];
    return [
      {
        title: `Allow ${account} to query, start and stop ${services.join(', ')}; only administrators change their configuration`,
        work: (tell) => actAndTell('Grant', { data: kept, account, services }, tell),
        undo: () => act('Revoke', { data: kept }),
      },
    ];
  };
  const protectAgain = (places: Places): Step => ({
    ...protectStep(places),
    async work(tell) {
      await protectStep(places).work(tell);
      const { data: kept, account = SYSTEM } = places;
      if (account !== SYSTEM) reportGrantedRights({ data: kept, account }, tell);
    },
  });
  return {
    ...host,
    async closeData(kept, tell) {
      requireDataFolder(kept);
      await actAndTell('Protect', { data: kept }, tell);
    },
    service: 'VenueControl',
    log: `${join(host.data, 'service.log')}, and "venue-control doctor"`,
    requireAdministrator: () => act('Confirm'),
    // With the data also where programs go: what Protect would refuse when the service has stopped. Of a service that is registered the script knows its own.
    requireSource: (kept) =>
      act('Source', {
        program: source,
        ...(kept !== undefined && { data: kept, target: host.programs, account: wished }),
      }),
    requireAccount: ({ data: kept, account }) => act('Account', { data: kept, account: account ?? SYSTEM }),
    prepare: (places) => [protectStep(places), ...grantStep(places, servicesOfVenue(places.data))],
    settle: (places) => [
      {
        ...protectStep(places),
        title: 'Reset the access lists, so that only administrators can change the copied files',
        undo: nothingToRollBack,
      },
    ],
    // No one needs the rights back that others had. The account may write venue.json, and once could write what it was given: what one alone names is reported.
    protect: (places) =>
      [protectAgain(places), ...grantStep(places, servicesGivenAndNamed(places.data))].map((step) => ({
        ...step,
        undo: nothingToRollBack,
      })),
    rights: (registration) => grantStep(registration, servicesGiven(registration.data)),
    async registered() {
      const text = (await call('Read')).trim();
      return text === '' ? undefined : (JSON.parse(text) as Registration);
    },
    register: (registration) => act('Register', registration),
    unregister: () => act('Unregister'),
    start: () => act('Start'),
    stop: () => act('Stop'),
    tellRolledBack: async (text) => void (await call('Tell', { text })),
    run({ program, data: folder }, words) {
      const own = {
        VENUE_CONTROL_DATA: folder,
        VENUE_CONTROL_PWSH: join(program, 'powershell', 'pwsh.exe'),
        DOTNET_ROOT: join(program, 'dotnet'),
      };
      const node = join(program, 'node', 'node.exe');
      return runProgram(node, [join(program, 'dist', 'bundle', 'main.js'), ...words], {
        env: { ...env, ...own },
      });
    },
  };
}

/** Some actions have one for each thing that a person should know, before what is registered (JSON). */
function tellSentences(printed: string, tell: Tell): void {
  for (const line of printed.split(/\r?\n/)) if (line !== '' && !line.startsWith('{')) tell(line);
}

const ELEVATE = 'Run the command from a prompt started with "Run as administrator".';
/** Where the catalogue's says less. */
const REMEDIES: Partial<Record<ErrorCode, string>> = {
  FORBIDDEN: ELEVATE,
  // Each plan begins by asking whether an administrator runs it.
  SERVICE_ACCESS_DENIED:
    'Ask the administrator of the security software or policy that blocks this to allow administrators. Then run the command again.',
  PROGRAM_NOT_TRUSTED: 'Follow the message, then run the command again.',
};

/** The script ends with one line: a code of the catalogue, what happened, and behind an arrow what to do where it knows better. */
function inOurWords(error: unknown): unknown {
  const [, code, message, own] =
    (error instanceof ProgramFailed && /^([A-Z][A-Z0-9_]+): (.+?)(?: -> (.+))?$/.exec(error.said)) || [];
  if (!isErrorCode(code) || message === undefined) return error;
  const remedy = own ?? REMEDIES[code];
  return new AppError(code, { message, ...(remedy && { remedy }), cause: error });
}

function powerShell(env: NodeJS.ProcessEnv): string {
  return (
    env['VENUE_CONTROL_PWSH'] ??
    join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  );
}
