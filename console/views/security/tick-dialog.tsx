import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useVenue } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import { useNow } from '../../data/use-page';
import { moment, permissionPath } from '../../format/format';
import {
  GrantPermissionDocument,
  type MatrixGroupFragment,
  RevokePermissionDocument,
} from '../../generated/graphql';
import { t } from '../../messages';
import { Dialog, useDraft } from '../../ui/dialog';
import { Facts } from '../../ui/facts';
import { ClockField, ReasonField } from '../../ui/fields';
import { Hindrance, Problem } from '../../ui/problem';
import type { ChosenBox } from './matrix';
import {
  boxHindrance,
  endOf,
  type GrantLife,
  gainWords,
  lifeWords,
  livesAfter,
  tickedBy,
  whoGains,
} from './security-words';

interface TickDialogProps {
  readonly chosen: ChosenBox | undefined;
  readonly groups: readonly MatrixGroupFragment[];
  readonly onClose: () => void;
}

/** One box of one group: who ticked it and until when; a clerk who may, grants or revokes it. */
export function TickDialog({ chosen, groups, onClose }: TickDialogProps) {
  // Kept while the dialog goes away, so that its words don't.
  const last = useRef<ChosenBox>(undefined);
  if (chosen) last.current = chosen;
  const shown = chosen ?? last.current;
  const group = groups.find(({ id }) => id === shown?.groupId);
  const tick = group?.permissions?.find(({ permission }) => permission === shown?.permission);
  return (
    <Dialog
      opened={chosen !== undefined}
      onClose={onClose}
      title={group && tick ? t.security.boxFor(permissionPath(tick.permission), group.name) : ''}
      width={560}
    >
      {group && tick && (
        <TickForm key={`${group.id} ${tick.permission}`} group={group} tick={tick} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface TickFormProps {
  readonly group: MatrixGroupFragment;
  readonly tick: NonNullable<MatrixGroupFragment['permissions']>[number];
  readonly onClose: () => void;
}

function TickForm({ group, tick, onClose }: TickFormProps) {
  const around = useVenue();
  const { timeZone } = around;
  const grant = useAction(GrantPermissionDocument);
  const revoke = useAction(RevokePermissionDocument);
  const now = useNow(30_000);
  const [clock, setClock] = useState('');
  const times = { now, timeZone, tradingHours: around.venue?.tradingHours ?? [], clock };
  const who = whoGains(group, tick.permission);
  // What no one gains is not offered.
  const lives = who.gain.length === 0 && who.gainNothing.length > 0 ? [] : livesAfter(tick, times);
  const [life, setLife] = useState<GrantLife>();
  const [reason, setReason] = useDraft(`${group.id} ${tick.permission}`);
  const why = boxHindrance(around, group, tick);
  const chosen = life && lives.includes(life) ? life : lives[0];
  const end = chosen && endOf(chosen, times);
  const failure = grant.failure ?? revoke.failure;
  const about = { securityGroupId: group.id, permission: tick.permission, reason: reason.trim() };
  const isEmpty = about.reason === '';

  const done = () => {
    setReason('');
    onClose();
  };
  const doGrant = async () => {
    revoke.clear();
    const end = chosen && endOf(chosen, { ...times, now: Date.now() });
    if (end === undefined) return;
    const expiresAt = end === null ? null : new Date(end).toISOString();
    const until = end === null ? undefined : moment(end, timeZone);
    const doing = t.security.granting(permissionPath(tick.permission), group.name, until);
    if (await grant.run({ input: { ...about, expiresAt } }, doing)) done();
  };
  const doRevoke = async () => {
    grant.clear();
    const doing = t.security.revoking(permissionPath(tick.permission), group.name);
    if (await revoke.run({ input: about }, doing)) done();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && why === undefined) void (tick.granted ? doRevoke() : doGrant());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Facts
        facts={[
          [t.operation.now, tickedBy(tick, timeZone)],
          [
            t.security.ends,
            tick.granted && (tick.expiresAt ? moment(tick.expiresAt, timeZone) : t.security.whenTakenBack),
          ],
        ]}
      />
      <p>{gainWords(who)}</p>
      <Hindrance why={why} />
      {chosen && (
        <NativeSelect
          label={tick.granted ? t.security.newEnd : t.security.howLong}
          value={chosen}
          disabled={why !== undefined}
          onChange={(event) => setLife(event.currentTarget.value as GrantLife)}
          data={lives.map((value) => ({ value, label: lifeWords(value, times) }))}
        />
      )}
      {chosen === 'clock' && (
        <ClockField
          label={t.security.clock}
          description={t.security.clockMeans}
          value={clock}
          disabled={why !== undefined}
          onChange={setClock}
        />
      )}
      {chosen === 'clock' && end != null && (
        <p className="soft" role="status">
          {t.security.endsAt(moment(end, timeZone, now))}
        </p>
      )}
      {(chosen || tick.granted) && (
        <ReasonField value={reason} onChange={setReason} disabled={why !== undefined} data-autofocus />
      )}
      {failure && <Problem failure={failure} onRetry={() => void (grant.failure ? doGrant() : doRevoke())} />}
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t.security.leave}
        </Button>
        {tick.granted && (
          <Button
            color="brick"
            loading={revoke.running}
            disabled={isEmpty || why !== undefined || grant.running}
            onClick={() => void doRevoke()}
          >
            {t.security.revoke(permissionPath(tick.permission))}
          </Button>
        )}
        {chosen && (
          <Button
            loading={grant.running}
            disabled={isEmpty || end === undefined || why !== undefined || revoke.running}
            onClick={() => void doGrant()}
          >
            {tick.granted ? t.security.grantLonger : t.security.grant(permissionPath(tick.permission))}
          </Button>
        )}
      </div>
    </form>
  );
}
