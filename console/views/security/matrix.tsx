import { UnstyledButton } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { moment, permissionPath } from '../../format/format';
import type { MatrixGroupFragment, Permission } from '../../generated/graphql';
import { t } from '../../messages';
import { IconTicked, IconUnticked } from '../../ui/icons';
import { ListTable } from '../../ui/list-table';
import { columnHindrance } from './security-words';

export interface ChosenBox {
  readonly groupId: string;
  readonly permission: Permission;
}

interface MatrixProps {
  /** Highest rank first. */
  readonly groups: readonly MatrixGroupFragment[];
  readonly onChoose: (box: ChosenBox) => void;
}

/** Groups as columns, permissions as rows. Each box opens: even one that can't be changed says by whom it was ticked. */
export function Matrix({ groups, onChoose }: MatrixProps) {
  const asker = useVenue();
  const rows = groups[0]?.permissions ?? [];
  return (
    <ListTable
      title={t.security.tickBoxes}
      className="matrix"
      columns={[
        t.security.tickBox,
        ...groups.map((group) => (
          <th key={group.id} scope="col" className={columnHindrance(asker, group) && 'sunken'}>
            <span className="strong ink">{group.name}</span>
            <span className="serves">
              {t.security.rank(group.rank)}
              {columnHindrance(asker, group) && ` · ${columnHindrance(asker, group)}`}
            </span>
          </th>
        )),
      ]}
    >
      {rows.map(({ permission }) => (
        <tr key={permission}>
          <th scope="row">{permissionPath(permission)}</th>
          {groups.map((group) => (
            <td key={group.id} className={columnHindrance(asker, group) && 'sunken'} data-label={group.name}>
              <Box group={group} permission={permission} onChoose={onChoose} />
            </td>
          ))}
        </tr>
      ))}
    </ListTable>
  );
}

interface BoxProps extends Pick<MatrixProps, 'onChoose'> {
  readonly group: MatrixGroupFragment;
  readonly permission: Permission;
}

function Box({ group, permission, onChoose }: BoxProps) {
  const { timeZone } = useVenue();
  const tick = group.permissions?.find((each) => each.permission === permission);
  if (!tick) return <span className="soft">{t.ui.notKnown}</span>;
  const { granted, expiresAt } = tick;
  const word = granted ? t.security.ticked : t.security.notTicked;
  const until = granted && expiresAt ? t.security.until(moment(expiresAt, timeZone)) : undefined;
  return (
    <UnstyledButton
      className={`tick ${granted ? 'tick-on' : ''}`}
      aria-label={[`${t.security.boxFor(permissionPath(permission), group.name)}: ${word}`, until]
        .filter(Boolean)
        .join(', ')}
      onClick={() => onChoose({ groupId: group.id, permission })}
    >
      {granted ? <IconTicked size={20} /> : <IconUnticked size={20} />}
      {until && <span className="tick-until">{until}</span>}
    </UnstyledButton>
  );
}
