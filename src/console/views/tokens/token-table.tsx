import { Button } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { moment, permissionPath } from '../../format/format';
import { t } from '../../messages';
import { StateMark } from '../../ui/state-mark';
import { type Token, tokenMark } from './token-words';

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
}

export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const { timeZone } = useVenue();
  const { columns } = t.tokens;
  const now = useNow(30_000);
  return (
    <section className="panel panel-table" aria-label={t.pages.tokens}>
      <table className="table list cards">
        <thead>
          <tr>
            <th scope="col">{columns.purpose}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.ends}</th>
            <th scope="col">{columns.lastUsed}</th>
            <th scope="col">{columns.madeBy}</th>
            <th scope="col">
              <span className="hidden">{columns.actions}</span>
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
              <td data-label={columns.ends}>{moment(token.expiresAt, timeZone)}</td>
              <td data-label={columns.lastUsed}>
                {token.lastUsedAt ? moment(token.lastUsedAt, timeZone) : t.tokens.never}
              </td>
              <td data-label={columns.madeBy}>
                {token.createdByName}, {moment(token.createdAt, timeZone)}
              </td>
              <td className="actions">
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t.tokens.revokeOne(token.name)}
                  onClick={() => onRevoke(token)}
                >
                  {t.tokens.revokeAsks}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
