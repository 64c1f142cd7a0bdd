/** Which lives of a control plane share one state, as each says of itself; only where several servers may have it open at once. */
export interface Life {
  readonly bootId: string;
  /** Machine and data folder: of those of one place only the youngest can be alive, as the folder's lock sees to that. */
  readonly place: string;
  /** Counted on while it lives. Never a time: clocks of two machines differ. */
  readonly beat: number;
}

export interface LifeStore {
  /** Counts this life's beat on, from 1. `at` is only for people and for `dropSilent`. */
  beat(life: Omit<Life, 'beat'>, at: Date): Promise<void>;
  all(): Promise<readonly Life[]>;
  /** It stopped, and holds nothing from now on. */
  end(bootId: string): Promise<void>;
  dropSilent(before: Date): Promise<void>;
}
