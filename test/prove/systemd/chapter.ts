/** A row of the table: cases one after the other, each of which holds or says why not. */
export interface Chapter {
  readonly what: string;
  readonly held: readonly string[];
  readonly untrue: readonly string[];
}

/** A sentence in the present, and what shows it; answers words to tell with it, where it has a figure. */
export type Case = readonly [title: string, shows: () => Promise<unknown>];

/** One that doesn't hold keeps no later one from being looked at. */
export async function tellChapter(
  what: string,
  cases: readonly Case[],
  say: (line: string) => void,
): Promise<Chapter> {
  const held: string[] = [];
  const untrue: string[] = [];
  for (const [title, shows] of cases) {
    try {
      const figure = await shows();
      held.push(typeof figure === 'string' ? `${title} (${figure})` : title);
      say(`held: ${held.at(-1)}`);
    } catch (error) {
      untrue.push(`${title}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 1500));
      say(`UNTRUE: ${untrue.at(-1)}`);
    }
  }
  return { what, held, untrue };
}
