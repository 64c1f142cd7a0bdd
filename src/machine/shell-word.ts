/** As a shell takes it for one word and nothing else: a link may lead to a name of a stranger's. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
