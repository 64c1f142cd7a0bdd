import { NativeSelect } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useAction } from '../../data/use-action';
import { useLiveQuery } from '../../data/use-live-query';
import { moment, permissionPath } from '../../format/format';
import {
  ClerkPermissionsDocument,
  type ClerkPermissionsQuery,
  UnlockClerkDocument,
} from '../../generated/graphql';
import { t } from '../../messages';
import { useFilters } from '../../navigation/route';
import { ReasonForm } from '../../ui/action-form';
import { Panel } from '../../ui/page';
import { Hindrance, Problem, ServerText, useHindrance } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';

interface ClerkPanelProps {
  readonly clerks: readonly { readonly id: string; readonly name: string }[];
}

/** What one clerk may really do, by both gates: the box that is ticked, and what the Clerk Group sees. Which clerk is in the address. */
export function ClerkPanel({ clerks }: ClerkPanelProps) {
  const { viewer } = useVenue();
  const [{ clerk: said }, change] = useFilters(['clerk']);
  const chosen = said || viewer?.id || clerks[0]?.id;
  return (
    <Panel title={t.security.clerkTitle}>
      <div className="stack">
        <NativeSelect
          label={t.security.clerk}
          className="narrow"
          value={chosen ?? ''}
          onChange={(event) => change({ clerk: event.currentTarget.value })}
          data={clerks.map(({ id, name }) => ({ value: id, label: `${id} ${name}` }))}
        />
        {chosen !== undefined && <MayDo key={chosen} id={chosen} />}
      </div>
    </Panel>
  );
}

function MayDo({ id }: { readonly id: string }) {
  const { data, error } = useLiveQuery(ClerkPermissionsDocument, { id }, 30_000);
  const failure = failureOf(error, 'clerk');
  const clerk = data?.clerk;
  if (!clerk) return failure ? <Problem failure={failure} /> : <p className="soft">{t.ui.looking}</p>;
  const { clerkGroup, securityGroup } = clerk;
  return (
    <>
      <p>
        {t.security.andByClerkGroup(
          securityGroup
            ? t.security.groupAndRank(securityGroup.name, securityGroup.rank)
            : t.security.inNoGroup,
          clerkGroup.name,
        )}
      </p>
      {clerk.locked && <UnlockClerk clerk={clerk} />}
      <ul className="lines">
        {clerk.effectivePermissions?.map((each) => (
          <Line key={each.permission} line={each} />
        ))}
      </ul>
    </>
  );
}

type Line = NonNullable<NonNullable<ClerkPermissionsQuery['clerk']>['effectivePermissions']>[number];

function Line({ line: { allowed, permission, gate, why, until, grantedByName } }: { readonly line: Line }) {
  const { timeZone } = useVenue();
  const by = grantedByName ? t.security.tickedBy(grantedByName) : t.security.tickedInBackOffice;
  const end = until ? `, ${t.security.until(moment(until, timeZone))}` : '';
  return (
    <li className="finding">
      <StateShape tone={allowed ? 'ok' : gate === 'SCOPE' ? 'warn' : 'idle'} size={16} />
      <div>
        <span>
          {permissionPath(permission)}: {allowed ? t.security.yes : t.security.no}
        </span>
        <span className="serves">{allowed ? `${by}${end}.` : <ServerText>{why}</ServerText>}</span>
      </div>
    </li>
  );
}

/** For a clerk who was locked out by failed sign-ins. */
function UnlockClerk({ clerk }: { readonly clerk: { readonly id: string; readonly name: string } }) {
  const unlock = useAction(UnlockClerkDocument);
  const why = useHindrance('CLERK_SECURITY_EDIT');
  return (
    <ReasonForm
      action={unlock}
      onSubmit={(reason) => unlock.run({ id: clerk.id, reason })}
      word={t.security.unlock(clerk.name)}
      disabled={why !== undefined}
    >
      <p className="line-mark">
        <StateShape tone="warn" size={16} />
        {t.security.lockedOut(clerk.name)}
      </p>
      <Hindrance why={why} />
    </ReasonForm>
  );
}
