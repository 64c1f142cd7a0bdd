import { Button } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { moment, permissionPath } from '../../format/format';
import { t } from '../../messages';
import { ListTable } from '../../ui/list-table';
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
    <ListTable
      title={t.pages.tokens}
      columns={[
        columns.purpose,
        columns.state,
        columns.ends,
        columns.lastUsed,
        columns.madeBy,
        <th key="actions" scope="col">
          <span className="hidden">{columns.actions}</span>
        </th>,
      ]}
    >
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
    </ListTable>
  );
}
