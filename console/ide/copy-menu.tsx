import { CopyIcon, ToolbarButton, ToolbarMenu, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { blanked, blankedVariables } from './blank-secrets';

/** Beside GraphiQL's own buttons: what the editor holds, for another program. */
export function CopyMenu() {
  const { queryEditor, variableEditor } = useGraphiQL(
    ({ queryEditor: query, variableEditor: variables }) => ({
      queryEditor: query,
      variableEditor: variables,
    }),
  );
  const [said, setSaid] = useState('');
  const copy = async (format: Format) => {
    const text = copiedAs(format, {
      query: queryEditor?.getValue() ?? '',
      variables: variableEditor?.getValue() ?? '',
      origin: location.origin,
    });
    if (text !== undefined) await navigator.clipboard.writeText(text);
    setSaid(
      text === undefined
        ? 'Nothing was copied: the document or its variables can’t be read.'
        : `Copied as ${format}, without your token. PINs and codes are left empty.`,
    );
  };
  return (
    <>
      <ToolbarMenu
        button={
          <ToolbarButton label="Copy as…">
            <CopyIcon className="graphiql-toolbar-icon" aria-hidden="true" />
          </ToolbarButton>
        }
      >
        {FORMATS.map((format) => (
          <ToolbarMenu.Item key={format} onSelect={() => void copy(format)}>
            Copy as {format}
          </ToolbarMenu.Item>
        ))}
      </ToolbarMenu>
      <p className="ide-said" role="status">
        {said}
      </p>
    </>
  );
}

const FORMATS = ['curl', 'PowerShell', 'module command'] as const;
type Format = (typeof FORMATS)[number];

export interface Copied {
  readonly query: string;
  /** JSON as it is in the editor; empty for none. */
  readonly variables: string;
  readonly origin: string;
}

/**
 * What the editor holds, as something to run elsewhere or to send to someone: never with a token, a PIN or a code in it. Undefined for a
 * document or variables that can't be read.
 */
function copiedAs(format: Format, { query, variables, origin }: Copied): string | undefined {
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
