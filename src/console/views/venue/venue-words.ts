/** How far the first sync is, in percent, where the server's words say so. */
export function syncShare(detail: string | null): number | undefined {
  const share = /(\d+) %/.exec(detail ?? '')?.[1];
  return share === undefined ? undefined : Number(share);
}
