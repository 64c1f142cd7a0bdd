/** Everything that shows how a venue is, read side by side: the API as each clerk, services, diagnosis, health, module, command line, HTTP, console. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readKnown } from '../../../bin/setup/powershell.mjs';
import { type BrowserUnderTest, signIn, startBrowser, type Visit } from '../../e2e/browser-under-test.js';
import { dataOf, PINS, type PracticeVenue } from '../../venue/practice-venue.js';
import {
  contradictions,
  type DiagnosisAnswer,
  type ServiceStateAnswer,
  type StatusAnswer,
} from './agrees.js';

export interface VenueAnswer extends StatusAnswer {
  readonly consumers: readonly { readonly name: string; readonly available: boolean | null }[];
}

const STATUS = 'state planned headline findings { code severity service consumers message remedy }';
const DOCUMENT = `{ venueStatus { ${STATUS} } venue { consumers { name available } } }`;
const BESIDE =
  '{ services { key health } syncDiagnosis { cause recommendation } health { parts { name status } } }';
const run = promisify(execFile);
const project = process.cwd();
const program = join(project, 'dist', 'bundle', 'main.js');

export class Surfaces {
  readonly #venue: PracticeVenue;
  readonly #shell: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  readonly #browser: BrowserUnderTest;
  readonly #visit: Visit;

  /** A page of the console stays open, signed in. */
  static async open(venue: PracticeVenue): Promise<Surfaces> {
    const browser = await startBrowser();
    const visit = await browser.visit(`${venue.url}/#/venue`);
    // Who may open every page: another clerk reads whom to tell instead of some remedies.
    await signIn(visit.page);
    return new Surfaces(venue, browser, visit);
  }

  /** One PowerShell stays open for the module. */
  private constructor(venue: PracticeVenue, browser: BrowserUnderTest, visit: Visit) {
    this.#venue = venue;
    this.#browser = browser;
    this.#visit = visit;
    const pwsh = readKnown(project);
    if (!pwsh) throw new Error('Set-up has found no PowerShell');
    const script = `
      Import-Module '${join(project, 'scripts', 'VenueControl')}'
      $null = Connect-VenueControl -ClerkId 5 -Pin (ConvertTo-SecureString ([Console]::In.ReadLine()) -AsPlainText -Force) -Uri '${venue.url}'
      while ($null -ne [Console]::In.ReadLine()) { Get-VenueStatus | ConvertTo-Json -Depth 5 -Compress }`;
    const words = [...pwsh.args, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
    this.#shell = spawn(pwsh.file, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#shell.stdin?.write(`${PINS[5]}\n`);
    if (!this.#shell.stdout) throw new Error('PowerShell has no output');
    this.#reader = createInterface({ input: this.#shell.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#shell.stdin?.end();
    this.#reader.close();
  }

  async status(clerk = '1'): Promise<VenueAnswer> {
    const { venueStatus, venue } = dataOf<{
      venueStatus: StatusAnswer;
      venue: Pick<VenueAnswer, 'consumers'>;
    }>(await this.#venue.ask(DOCUMENT, {}, clerk));
    return { ...venueStatus, consumers: venue.consumers };
  }

  /** What contradicts what. Read again while the status changes meanwhile. `deep`: also what takes seconds. */
  async contradictions(deep: boolean): Promise<readonly string[]> {
    for (let turn = 1; ; turn += 1) {
      const before = await this.status();
      const untrue = await this.#contradictions(before, deep);
      const isStable = briefOf(await this.status()) === briefOf(before);
      if (untrue.length === 0 || (isStable && turn > 1) || turn === 6) return untrue;
    }
  }

  async #contradictions(status: VenueAnswer, deep: boolean): Promise<readonly string[]> {
    const brief = briefOf(status);
    const [clerks, beside, http, command, module_, doctor, shown] = await Promise.all([
      Promise.all(['2', '3', '4', '5'].map(async (clerk) => JSON.stringify(await this.status(clerk)))),
      this.#venue.ask(BESIDE),
      fetch(`${this.#venue.url}/healthz/venue`),
      this.#command(['status', '--json']),
      this.#module(),
      deep ? this.#command(['doctor', '--json']) : undefined,
      this.#console(),
    ]);
    const { services, syncDiagnosis, health } = dataOf<{
      services: readonly ServiceStateAnswer[];
      syncDiagnosis: DiagnosisAnswer;
      health: { parts: readonly { name: string; status: string }[] };
    }>(beside);
    const cloud = health.parts.find(({ name }) => name === 'swiftpos Cloud')?.status;
    const isAway = status.findings.some(({ code }) =>
      ['CLOUD_UNREACHABLE', 'POWERSHELL_UNAVAILABLE'].includes(code),
    );
    const said = (name: string, other: string) => other !== brief && `${name}: ${other}, API: ${brief}`;
    return [
      ...clerks.map((other, index) => other !== JSON.stringify(status) && `clerk ${index + 2}: ${other}`),
      said('/healthz/venue', briefOf((await http.json()) as StatusAnswer)),
      (http.status === 503) !== (status.state === 'DOWN') && `/healthz/venue answers ${http.status}`,
      said('venue-control status', briefOf(JSON.parse(command))),
      said('Get-VenueStatus', briefOf(module_)),
      (cloud === 'DOWN') !== isAway && `health says of the cloud: ${cloud}`,
      doctor !== undefined && !doctorAgrees(doctor, status) && `doctor: ${doctorLine(doctor)}, API: ${brief}`,
      ...shown,
      ...contradictions(status, { services, diagnosis: syncDiagnosis }),
    ].filter((line) => typeof line === 'string');
  }

  async #command(words: readonly string[]): Promise<string> {
    const env = { ...process.env, ...this.#venue.settings };
    const args = ['--no-warnings', program, ...words];
    return run(process.execPath, args, { env }).then(
      ({ stdout }) => stdout,
      (failed: { stdout: string }) => failed.stdout,
    );
  }

  /** What the page does not show of the status once it had time to read it. A progress moves: both are read each time. */
  async #console(): Promise<readonly string[]> {
    const { page } = this.#visit;
    // A page without activity signs its clerk out.
    await page.mouse.move(1, 1);
    await page.mouse.move(2, 2);
    for (let left = 20; ; left -= 1) {
      const { state, planned, findings } = await this.status();
      const word = planned ? 'Ordering down, planned' : WORDS[state];
      const strip = await page.locator('.strip-state').textContent();
      const shown = await page
        .locator('.venue-status:has(.status-remedy), .finding:not(.finding-alert)')
        .allTextContents();
      const missing = findings.filter(
        ({ message = '', remedy = '' }) => !shown.some((text) => says(text, `${message} ${remedy}`)),
      );
      const untrue = [
        ...(strip === word ? [] : [`console: ${strip}, API: ${state}`]),
        ...missing.map(({ code, message }) => `console: nothing of ${code}, "${message}"`),
        ...(shown.length > findings.length ? [`console: ${shown.length} findings`] : []),
      ];
      if (untrue.length === 0 || left === 0) return untrue;
      await sleep(500);
    }
  }

  async #module(): Promise<StatusAnswer> {
    this.#shell.stdin?.write('\n');
    const { value = '{}' } = await this.#lines.next();
    const { State, Planned, Findings } = JSON.parse(value);
    const findings = (Findings as { Code: string; Severity: string; Service: string | null }[]).map(
      (each) => ({
        code: each.Code,
        severity: each.Severity,
        service: each.Service,
        consumers: [],
      }),
    );
    return { state: State, planned: Planned, findings };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  OK: 'Online',
  ATTENTION: 'Needs attention',
  DOWN: 'Ordering down',
  UNKNOWN: 'Unknown',
};

/** The console shows times as the venue's. */
function says(shown: string, words: string): boolean {
  const parts = words.split(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/).flatMap((part) => part.split(/(?<=[.!]) /));
  return parts.every((part) => shown.includes(part.trim()));
}

/** What all of them say. */
function briefOf({ state, planned, findings }: StatusAnswer): string {
  const words = findings.map(({ code, severity, service }) => `${severity} ${code} ${service ?? ''}`.trim());
  return `${state}${planned ? ' planned' : ''} [${words.join(', ')}]`;
}

interface DoctorLine {
  readonly part: string;
  readonly ok: boolean;
  readonly detail: string;
}

function doctorLine(text: string): string {
  const found = doctorFindings(text).find(({ part }) => part === 'venue');
  return found ? `${found.ok} ${found.detail}` : 'nothing';
}

function doctorAgrees(text: string, { state, planned }: StatusAnswer): boolean {
  const found = doctorFindings(text).find(({ part }) => part === 'venue');
  const isFine = state === 'OK' || state === 'ATTENTION' || planned;
  return found?.ok === isFine && found.detail.startsWith(state);
}

function doctorFindings(text: string): readonly DoctorLine[] {
  const result = JSON.parse(text);
  return Array.isArray(result) ? result : result.findings;
}
