import { UnstyledButton } from '@mantine/core';
import type { MatrixGroupFragment, Permission } from '../../generated/graphql';
import { moment } from '../../ui/format';
import { IconTicked, IconUnticked } from '../../ui/icons';
import { useVenue } from '../../venue-context';
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

/** Groups as columns, tick boxes as rows. Each box opens: even one that can't be changed says by whom it was ticked. */
export function Matrix({ groups, onChoose }: MatrixProps) {
  const asker = useVenue();
  const rows = groups[0]?.permissions ?? [];
  return (
    <section className="panel panel-table" aria-label="Tick boxes">
      <table className="table list matrix cards">
        <thead>
          <tr>
            <th scope="col">Tick box</th>
            {groups.map((group) => (
              <th key={group.id} scope="col" className={columnHindrance(asker, group) && 'sunken'}>
                <span className="strong ink">{group.name}</span>
                <span className="serves">
                  Rank {group.rank}
                  {columnHindrance(asker, group) && ` · ${columnHindrance(asker, group)}`}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ permission, path }) => (
            <tr key={permission}>
              <th scope="row">{path}</th>
              {groups.map((group) => (
                <td
                  key={group.id}
                  className={columnHindrance(asker, group) && 'sunken'}
                  data-label={group.name}
                >
                  <Box group={group} permission={permission} onChoose={onChoose} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface BoxProps extends Pick<MatrixProps, 'onChoose'> {
  readonly group: MatrixGroupFragment;
  readonly permission: Permission;
}

function Box({ group, permission, onChoose }: BoxProps) {
  const { timeZone } = useVenue();
  const tick = group.permissions?.find((each) => each.permission === permission);
  if (!tick) return <span className="soft">Not known</span>;
  const { granted, expiresAt, path } = tick;
  const word = granted ? 'Ticked' : 'Not ticked';
  const until = granted && expiresAt ? `until ${moment(expiresAt, timeZone)}` : undefined;
  return (
    <UnstyledButton
      className={`tick ${granted ? 'tick-on' : ''}`}
      aria-label={[`${path} for ${group.name}: ${word}`, until].filter(Boolean).join(', ')}
      onClick={() => onChoose({ groupId: group.id, permission })}
    >
      {granted ? <IconTicked size={20} /> : <IconUnticked size={20} />}
      {until && <span className="tick-until">{until}</span>}
    </UnstyledButton>
  );
}
