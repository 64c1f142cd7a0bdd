import { Button } from '@mantine/core';
import { t } from '../../messages';
import { chooseNotifications, useNotificationChoice } from '../../notifications/desktop';

/** Beside what takes hours: whether this computer says when it ends. By choice, and for every operation alike. */
export function NotifyMe() {
  const choice = useNotificationChoice();
  if (choice === 'impossible') return null;
  if (choice === 'refused') return <p className="soft">{t.notifications.refused}</p>;
  return (
    <Button
      variant="default"
      size="xs"
      aria-pressed={choice === 'on'}
      onClick={() => void chooseNotifications()}
    >
      {choice === 'on' ? t.notifications.notifiesMe : t.notifications.tellMe}
    </Button>
  );
}
