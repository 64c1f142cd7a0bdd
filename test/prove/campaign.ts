/** What a campaign of `npm run prove` is: a file NAME.campaign.ts here, which exports `campaign`. */
export interface CampaignOptions {
  readonly seed: number;
  /** Undefined: the campaign's own default. */
  readonly count: number | undefined;
  /** Progress, line by line. */
  readonly say: (line: string) => void;
}

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

/** The page of docs/proofs. */
export function pageOf({ title }: Campaign, { table, untrue }: Proof, how: string): string {
  const verdict =
    untrue.length === 0
      ? 'Everything held.'
      : `Did not hold:\n\n${untrue.map((line) => `- ${line}`).join('\n')}`;
  return `# ${title}\n\n${how}\n\n${table}\n\n${verdict}\n`;
}

const BY_HAND = '<!-- By hand from here on: --write keeps it. -->';

/** What somebody wrote below the mark on an earlier page; empty when there is none. */
export function byHand(page: string): string {
  const at = page.indexOf(BY_HAND);
  return at < 0 ? '' : `\n${page.slice(at)}`;
}
