import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useBackend, useSession } from '../data/use-backend';
import { Dialog } from '../ui/dialog';
import { duration } from '../ui/format';
import { idleStage, SIGN_OUT_AFTER } from './idle-stage';

/** How often it is looked, in milliseconds. */
const LOOK = 1_000;

/**
 * Signs this page out when its clerk has left it, with a warning first. The session is left to the server, which ends it when nobody uses it
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
    session.end('Nobody used this page for 15 minutes, so you were signed out. What runs goes on.');
  }, [isOver, session]);
  const stay = () => setEndsAt(undefined);
  return (
    <Dialog opened={endsAt !== undefined && !isOver} onClose={stay} title="Are you still there?">
      <div className="stack">
        <p aria-live="off">
          Nobody has used this page for a while. You are signed out in{' '}
          {duration(Math.max(0, (endsAt ?? now) - now))}. What runs goes on.
        </p>
        <div className="buttons">
          <Button onClick={stay}>Stay signed in</Button>
        </div>
      </div>
    </Dialog>
  );
}
