/** What the editor holds, as something to run elsewhere or to send to someone: never with a token, a PIN or a code in it. */
import { blanked, blankedVariables } from './blank-secrets';

export const FORMATS = ['curl', 'PowerShell', 'module command'] as const;
export type Format = (typeof FORMATS)[number];

export interface Copied {
  readonly query: string;
  /** JSON as it is in the editor; empty for none. */
  readonly variables: string;
  readonly origin: string;
}

/** Undefined for a document or variables that can't be read. */
export function copiedAs(format: Format, { query, variables, origin }: Copied): string | undefined {
  const document = blanked(query)?.trim();
  const given = objectOf(variables);
  if (document === undefined || given === undefined) return undefined;
  const values = blankedVariables(query, given);
  const url = `${origin}/graphql`;
  const body = JSON.stringify({
    query: document,
    ...(Object.keys(values).length > 0 && { variables: values }),
  });
  switch (format) {
    case 'curl':
      return curl(url, body);
    case 'PowerShell':
      return powershell(url, body);
    case 'module command':
      return moduleCommand(document, values);
  }
}

/** The token comes from a shell variable, by a way that shows it in no list of processes. */
function curl(url: string, body: string): string {
  return [
    '# token: what signIn answers, e.g. read -rs token',
    `curl -sS '${url}' -H 'content-type: application/json' \\`,
    `  --config <(printf 'header = "authorization: Bearer %s"' "$token") \\`,
    `  --data-binary '${body.replaceAll("'", "'\\''")}'`,
    '',
  ].join('\n');
}

function powershell(url: string, body: string): string {
  return [
    '# $token: what signIn answers, as a SecureString, e.g. $token = Read-Host -AsSecureString',
    `$body = ${literal(body)}`,
    `Invoke-RestMethod '${url}' -Method Post -ContentType 'application/json; charset=utf-8' -Authentication Bearer -Token $token -AllowUnencryptedAuthentication -Body $body`,
    '',
  ].join('\n');
}

function moduleCommand(document: string, values: object): string {
  const variables =
    Object.keys(values).length > 0
      ? ` -Variable (ConvertFrom-Json ${literal(JSON.stringify(values))} -AsHashtable)`
      : '';
  return `# after Connect-VenueControl\nInvoke-VenueGraphQl ${literal(document)}${variables}\n`;
}

/** PowerShell takes four characters for a single quote; twice is once. */
function literal(text: string): string {
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}

function objectOf(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json.trim() || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
