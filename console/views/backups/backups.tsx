import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { duration, fileSize, moment } from '../../format/format';
import { BackupsDocument, type BackupsQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { Facts } from '../../ui/facts';
import { ListTable } from '../../ui/list-table';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';
import { DownloadBundle } from './download-bundle';

type Status = NonNullable<BackupsQuery['backupStatus']>;
type Schedule = NonNullable<Status['schedule']>;
type Bundles = NonNullable<BackupsQuery['supportBundles']>;

/** How the state of the server is backed up, and what was collected for support. */
export function BackupsView() {
  const { data, error } = useLiveQuery(BackupsDocument, {}, 30_000);
  const status = data?.backupStatus;
  const bundles = data?.supportBundles;
  const noStatus = failureOf(error, 'backupStatus');
  const noBundles = failureOf(error, 'supportBundles');
  if (!status && !bundles) return <Waiting title={t.backups.page} failure={noStatus ?? noBundles} />;
  return (
    <Page title={t.backups.page} sentence={t.support.sentence}>
      <Panel title={t.pages.backups}>
        {noStatus && <Problem failure={noStatus} />}
        {status && <Backups status={status} />}
      </Panel>
      <Panel title={t.support.bundles}>
        <div className="stack">
          <p className="soft">{t.support.means}</p>
          <DownloadBundle />
          {noBundles && <Problem failure={noBundles} />}
        </div>
      </Panel>
      {bundles && <BundleTable bundles={bundles} />}
    </Page>
  );
}

function Backups({ status: { last, schedule } }: { readonly status: Status }) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  const { backups } = t;
  return (
    <div className="stack">
      <Facts
        facts={[
          [
            backups.last,
            last
              ? backups.lastAt(moment(last.takenAt, timeZone, now), duration(now - Date.parse(last.takenAt)))
              : t.venue.noneYet,
          ],
          [
            backups.folder,
            last && (last.folder ? <code className="path">{last.folder}</code> : t.ui.notKnown),
          ],
          [backups.keys, last && keysWords(last.hasKeys)],
          [backups.schedule, schedule ? backups.daily(schedule.at, schedule.keep) : backups.notScheduled],
          [backups.target, schedule && <code className="path">{schedule.folder}</code>],
          [
            backups.next,
            schedule &&
              (Date.parse(schedule.nextRunAt) <= now
                ? backups.due
                : moment(schedule.nextRunAt, timeZone, now)),
          ],
        ]}
      />
      {schedule && <Warnings schedule={schedule} />}
    </div>
  );
}

function keysWords(hasKeys: boolean | null): string {
  if (hasKeys === null) return t.ui.notKnown;
  return hasKeys ? t.backups.keysInside : t.backups.keysNotInside;
}

function Warnings({ schedule: { failure, isOnSameDisk } }: { readonly schedule: Schedule }) {
  const lines = [failure && t.backups.failed(failure), isOnSameDisk && t.backups.sameDisk].filter(Boolean);
  if (lines.length === 0) return null;
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={String(line)} className="thing">
          <StateShape tone="warn" size={16} /> <ServerText>{String(line)}</ServerText>
        </li>
      ))}
    </ul>
  );
}

function BundleTable({ bundles }: { readonly bundles: Bundles }) {
  const { timeZone } = useVenue();
  const { columns } = t.support;
  if (bundles.length === 0)
    return (
      <Panel title={t.support.list}>
        <p className="soft">{t.support.none}</p>
      </Panel>
    );
  return (
    <ListTable title={t.support.list} columns={Object.values(columns)}>
      {bundles.map(({ name, createdAt, size, operationId, createdByName }) => (
        <tr key={name}>
          <th scope="row">
            <code className="path">{name}</code>
          </th>
          <td data-label={columns.made}>{moment(createdAt, timeZone)}</td>
          <td data-label={columns.operation}>
            {operationId ? <a href={href('operations', operationId)}>{t.ui.openIt}</a> : t.venue.none}
          </td>
          <td data-label={columns.size}>{fileSize(size)}</td>
          <td data-label={columns.by}>{createdByName ?? t.support.noClerk}</td>
        </tr>
      ))}
    </ListTable>
  );
}
