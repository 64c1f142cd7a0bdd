import { Button } from '@mantine/core';
import { moment } from '../../ui/format';
import { permissionPath } from '../../ui/permission';
import { StateMark } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { useVenue } from '../../venue-context';
import { type Token, tokenMark } from './token-words';

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
}

export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  return (
    <section className="panel panel-table" aria-label="Access tokens">
      <table className="table list cards">
        <thead>
          <tr>
            <th scope="col">What it is for</th>
            <th scope="col">State</th>
            <th scope="col">Ends</th>
            <th scope="col">Last used</th>
            <th scope="col">Made by</th>
            <th scope="col">
              <span className="hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">
                {token.name}
                <span className="serves">{token.permissions.map(permissionPath).join(' · ')}</span>
              </th>
              <td>
                <StateMark {...tokenMark(token, now)} />
              </td>
              <td data-label="Ends">{moment(token.expiresAt, timeZone)}</td>
              <td data-label="Last used">
                {token.lastUsedAt ? moment(token.lastUsedAt, timeZone) : 'Never'}
              </td>
              <td data-label="Made by">
                {token.createdByName}, {moment(token.createdAt, timeZone)}
              </td>
              <td className="actions">
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Revoke… ${token.name}`}
                  onClick={() => onRevoke(token)}
                >
                  Revoke…
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
