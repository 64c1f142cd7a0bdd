/** Alerts and their outbox: both are written in one transaction. */
import type { AlertState, Delivery, ShownAlert, VenueAlert } from '../types/venue-alert.js';

export interface AlertStore {
  /** Those that are not cleared, those that are not due yet among them. */
  watched(): Promise<readonly VenueAlert[]>;
  find(id: string): Promise<VenueAlert | undefined>;
  /** Newest first, keyset-paged by (openedAt, id). Returns up to `first` + 1 rows. */
  list(query: {
    readonly first: number;
    readonly after?: { readonly openedAt: Date; readonly id: string } | undefined;
    readonly state?: AlertState | undefined;
  }): Promise<readonly ShownAlert[]>;
  /** Inserts it, or replaces the one with its ID. */
  save(alert: VenueAlert): Promise<void>;
  remove(id: string): Promise<void>;
  /** Drops those that were cleared before then, `most` at most; returns how many. */
  dropCleared(before: Date, most: number): Promise<number>;
}

export interface Outbox {
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** How many wait for a channel. */
  count(): Promise<number>;
  /** The one of this channel that is due first, also in the future; of an alert only the oldest, so that no news overtakes another. */
  next(channel: string): Promise<Delivery | undefined>;
  /** It was delivered, or is given up. */
  remove(id: string): Promise<void>;
  /** It is tried again then. */
  postpone(id: string, attempts: number, nextAt: Date): Promise<void>;
  /** Drops those that were created before then, and those of other channels than these; returns how many. */
  dropStale(before: Date, channels: readonly string[]): Promise<number>;
}
