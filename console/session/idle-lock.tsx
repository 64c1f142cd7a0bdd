import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { idleStage, SIGN_OUT_AFTER } from '../data/activity';
import { useBackend, useSession } from '../data/contexts';
import { duration } from '../format/format';
import { t } from '../messages';
import { Dialog } from './signed-in';

/** How often it is checked, in milliseconds. */
const LOOK = 1_000;

/**
 * Signs this page out when its clerk has left it, with a warning first; also while a page is broken, so it is beside them. The session is left to the server, which ends it when no one uses it
 * anywhere: the IDE in another tab has the same. The warning is answered and does not vanish
 * under a hand that reaches for it: what lies beneath would be pressed.
 */
export function IdleLock() {
  const { activity } = useBackend();
  const session = useSession();
  const [endsAt, setEndsAt] = useState<number>();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      const idle = activity.idleMs();
      if (idleStage(idle) !== 'used') setEndsAt((known) => known ?? Date.now() + SIGN_OUT_AFTER - idle);
    }, LOOK);
    return () => clearInterval(timer);
  }, [activity]);
  const isOver = endsAt !== undefined && now >= endsAt;
  useEffect(() => {
    if (!isOver) return;
    session.end('idle');
  }, [isOver, session]);
  const stay = () => setEndsAt(undefined);
  if (endsAt === undefined || isOver) return null;
  return (
    <Dialog opened onClose={stay} title={t.session.idle.title}>
      <div className="stack">
        <p aria-live="off">{t.session.idle.left(duration(Math.max(0, endsAt - now)))}</p>
        <div className="buttons">
          <Button onClick={stay}>{t.session.idle.stay}</Button>
        </div>
      </div>
    </Dialog>
  );
}
