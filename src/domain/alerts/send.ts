/** Sends the notifications of the outbox, each at least once, and a heartbeat every five minutes. No operation waits for it. */
import type { TrustedClock } from '../clock/trusted-clock.js';
import { inTime, type Log } from '../ports/machine.js';
import type { NotificationChannel } from '../ports/notification-channel.js';
import { every, Pause } from '../ports/pause.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { StatusReader } from '../status/status-poller.js';
import type { Delivery, Notification, NotificationEvent, ShownAlert } from '../types/venue-alert.js';

export interface SenderParts {
  readonly state: Pick<StateDatabase, 'outbox'>;
  readonly channels: readonly NotificationChannel[];
  readonly status: Pick<StatusReader, 'status'>;
  readonly clock: TrustedClock;
  readonly log: Log;
}

const POLL_MS = 60_000;
const DEADLINE_MS = 30_000;
const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 3_600_000;
/** What no one took for so long is of no use any more. */
const GIVEN_UP_MS = 7 * 86_400_000;
const HEARTBEAT_MS = 5 * 60_000;
/** A status that is older is none: the server that says it does not work any more. */
const FRESH_MS = 120_000;

export class NotificationSender {
  readonly #parts: SenderParts;
  /** Of each channel. */
  readonly #pauses: Pause[] = [];
  /** IDs of those that were taken, and could not be removed from the outbox yet. */
  readonly #taken = new Set<string>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** There is something new in the outbox. */
  wake(): void {
    for (const pause of this.#pauses) pause.end();
  }

  /** Until `signal` aborts. Each channel on its own: one that hangs delays no other. Never rejects. */
  async keep(signal: AbortSignal): Promise<void> {
    const { channels, state, clock, log } = this.#parts;
    const names = channels.map(({ name }) => name);
    await clock.verify();
    const before = new Date(clock.isSure() ? clock.now().getTime() - GIVEN_UP_MS : 0);
    await state.outbox
      .dropStale(before, names)
      .then(
        (dropped) => dropped > 0 && log.warn({ dropped }, 'Notifications that no channel took were dropped'),
      )
      .catch((err: unknown) => log.warn({ err }, 'Old notifications could not be dropped'));
    await Promise.all(
      channels.map((channel) =>
        channel.kind === 'heartbeat' ? this.#beat(channel, signal) : this.#drain(channel, signal),
      ),
    );
  }

  async #drain(channel: NotificationChannel, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    const pause = new Pause(clock);
    this.#pauses.push(pause);
    const failed = `The outbox of notifications for ${channel.name} is unavailable; the server retries`;
    await every({ clock, log, failed, pause, everyMs: FIRST_RETRY_MS }, signal, () =>
      this.#sendNext(channel, signal),
    );
  }

  /** How long to wait for the next one. */
  async #sendNext(channel: NotificationChannel, signal: AbortSignal): Promise<number> {
    const { state, clock, log } = this.#parts;
    const delivery = await state.outbox.next(channel.name);
    if (!delivery) return POLL_MS;
    const { id, attempts, createdAt, nextAt } = delivery;
    const early = nextAt.getTime() - clock.now().getTime();
    // Further ahead than any retry: the clock was set back.
    if (early > 0 && early <= LONGEST_RETRY_MS) return Math.min(early, POLL_MS);
    const fields = { channel: channel.name, delivery: id, attempts: attempts + 1 };
    try {
      if (!this.#taken.has(id)) await this.#deliver(channel, delivery, signal);
    } catch (err) {
      if (signal.aborted) return 0;
      const now = clock.now().getTime();
      if (clock.isSure() && now - createdAt.getTime() > GIVEN_UP_MS) {
        await state.outbox.remove(id);
        log.warn({ ...fields, err }, 'A notification was given up');
        return 0;
      }
      await state.outbox.postpone(id, attempts + 1, new Date(now + retryMs(attempts)));
      log.warn({ ...fields, err }, 'A notification could not be sent; the server retries');
      return 0;
    }
    this.#taken.add(id);
    await state.outbox.remove(id);
    this.#taken.delete(id);
    log.info(fields, 'A notification was sent');
    return 0;
  }

  async #beat(channel: NotificationChannel, signal: AbortSignal): Promise<void> {
    const { clock, log, status } = this.#parts;
    let isWell = true;
    const failed = 'The heartbeat could not be sent; the server retries';
    await every({ clock, log, failed, everyMs: HEARTBEAT_MS }, signal, async () => {
      const at = clock.now();
      if (at.getTime() - status.status().checkedAt.getTime() < FRESH_MS) {
        const notification = { event: 'HEARTBEAT', at: at.toISOString(), ...NO_VENUE } as const;
        const beat = { id: crypto.randomUUID(), notification };
        const failure = await this.#deliver(channel, beat, signal).then(
          () => undefined,
          (err: unknown) => ({ err }),
        );
        // Once each time: a URL that is away for a night fills no log.
        if (failure && isWell && !signal.aborted) log.warn({ ...failure, channel: channel.name }, failed);
        if (!failure && !isWell) log.info({ channel: channel.name }, 'The heartbeat is sent again');
        isWell = failure === undefined;
      }
    });
  }

  async #deliver(
    channel: NotificationChannel,
    { id, notification }: Pick<Delivery, 'id' | 'notification'>,
    signal: AbortSignal,
  ): Promise<void> {
    const enough = new AbortController();
    const sent = channel.send(id, notification, AbortSignal.any([enough.signal, signal])).then(() => true);
    const isSent = await inTime(this.#parts.clock, DEADLINE_MS, sent).finally(() => enough.abort());
    if (!isSent) throw new Error(`No answer within ${DEADLINE_MS / 1000} s.`);
  }
}

const NO_VENUE = { customerNumber: undefined, companyName: undefined };

/** 5 s, 10 s, 20 s and so on, up to an hour. */
export function retryMs(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
}

export function deliveriesOf(
  channels: readonly string[],
  {
    event,
    alert,
    at,
    venue,
  }: {
    readonly event: NotificationEvent;
    readonly alert: ShownAlert;
    readonly at: Date;
    readonly venue: Pick<Notification, 'customerNumber' | 'companyName'>;
  },
): readonly Delivery[] {
  const { id, code, severity, message, remedy, openedAt, clearedAt, occurrences } = alert;
  const notification: Notification = {
    event,
    at: at.toISOString(),
    customerNumber: venue.customerNumber,
    companyName: venue.companyName,
    alert: {
      id,
      code,
      severity,
      message,
      remedy,
      openedAt: openedAt.toISOString(),
      clearedAt: clearedAt?.toISOString(),
      occurrences,
    },
  };
  return channels.map((channel) => ({
    id: `msg_${crypto.randomUUID()}`,
    channel,
    notification,
    createdAt: at,
    attempts: 0,
    nextAt: at,
  }));
}
