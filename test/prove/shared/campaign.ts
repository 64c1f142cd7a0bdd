/**
 * What a campaign of `npm run prove` is: a file NAME/NAME.campaign.ts, which exports `campaign`; and
 * what campaigns share.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface CampaignOptions {
  readonly seed: number;
  /** Undefined: the campaign's own default. */
  readonly count: number | undefined;
  /** Progress, line by line. */
  readonly say: (line: string) => void;
  /** The page is written again: nothing is compared with it. */
  readonly writes?: boolean;
}

/** With the campaign's own count where no one named one. */
export type Run = CampaignOptions & { readonly count: number };

export interface HereOptions {
  /** What was made elsewhere for it, as an absolute path. */
  readonly proof: string;
  /** Whether this machine may trust what is there for the time. */
  readonly trustCertificate: boolean;
  readonly say: (line: string) => void;
}

export interface Proof {
  /** Markdown, without a heading. */
  readonly table: string;
  /** What did not hold. Empty: all held. */
  readonly untrue: readonly string[];
}

/** A thing that was tried, and what did not hold of it. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly untrue: readonly string[];
}

export interface Campaign {
  readonly title: string;
  run(options: CampaignOptions): Promise<Proof>;
  /** On this very machine, in the place of `run`; left out where it makes no difference. */
  here?(options: HereOptions): Promise<Proof>;
  /** Takes away what a run keeps on this machine for the next one; left out where it keeps nothing. */
  remove?(): void;
}

export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A line a row; its last cell counts what is untrue of it. */
export function proofOf<R extends Pick<Row, 'untrue'>>(
  head: readonly string[],
  rows: readonly R[],
  cells: (row: R) => readonly (string | number)[],
): Proof {
  return {
    table: markdownTable(
      head,
      rows.map((row) => [...cells(row), row.untrue.length]),
    ),
    untrue: rows.flatMap(({ untrue }) => untrue),
  };
}

/** `3 FAILED, 1 LOST`: the most frequent first. */
export function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

/** Of the figures in order the one behind that share of them: 0.5 is the median, 1 the largest. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** So many at the same time, each with a number, begun one after the other: venues that start at once take longer. */
export async function inLanes(count: number, lane: (index: number) => Promise<void>): Promise<void> {
  const lanes = Array.from({ length: count }, async (_, index) => {
    await sleep(index * 1500);
    await lane(index);
  });
  await Promise.all(lanes);
}

/** The page of docs/reference/campaigns. */
export function pageOf({ title }: Campaign, { table, untrue }: Proof, how: string): string {
  const verdict =
    untrue.length === 0
      ? 'Everything held.'
      : `Did not hold:\n\n${untrue.map((line) => `- ${line}`).join('\n')}`;
  return `# ${title}\n\n${how}\n\n${table}\n\n${verdict}\n`;
}

const BY_HAND = '<!-- By hand from here on: --write keeps it. -->';

/** What someone wrote below the mark on an earlier page; empty when there is none. */
export function byHand(page: string): string {
  const at = page.indexOf(BY_HAND);
  return at < 0 ? '' : `\n${page.slice(at)}`;
}
