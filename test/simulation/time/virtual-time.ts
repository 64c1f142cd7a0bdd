/** Virtual time: a queue of wake-ups in the order of their time, and of their entry where the time is the same. */

interface WakeUp {
  at: number;
  readonly order: number;
  readonly wake: () => void;
  isCancelled: boolean;
}

export class VirtualTime {
  /** True time, in milliseconds since 1970. */
  at: number;
  /** How far the machine's clock is ahead of the true time, in milliseconds. */
  clockOffsetMs = 0;
  /** How long the machine has slept in all, in milliseconds. */
  sleptMs = 0;
  /** How long it was paused in all, by its host: its monotonic clock stood still, too. */
  pausedMs = 0;
  readonly #heap: WakeUp[] = [];
  #entered = 0;

  constructor(at: number) {
    this.at = at;
  }

  /** Calls `wake` once, after `ms`, unless the returned function was called before. */
  after(ms: number, wake: () => void): () => void {
    const entry = { at: this.at + Math.max(0, ms), order: this.#entered++, wake, isCancelled: false };
    this.#push(entry);
    return () => {
      entry.isCancelled = true;
    };
  }

  /** The machine sleeps: what would wake up meanwhile does so as much later. */
  sleep(ms: number): void {
    this.sleptMs += ms;
    this.at += ms;
    for (const entry of this.#heap) entry.at += ms;
  }

  /** Its host pauses the machine, which does not know of it. */
  pause(ms: number): void {
    this.sleep(ms);
    this.sleptMs -= ms;
    this.pausedMs += ms;
  }

  /** When the next wake-up is due; Infinity for none. */
  dueAt(): number {
    while (this.#heap[0]?.isCancelled) this.#pop();
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Calls the wake-up that is due first. */
  wakeNext(): void {
    this.dueAt();
    const entry = this.#pop();
    if (!entry) return;
    this.at = Math.max(this.at, entry.at);
    entry.wake();
  }

  #push(entry: WakeUp): void {
    const heap = this.#heap;
    heap.push(entry);
    for (let index = heap.length - 1; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent] as WakeUp, heap[index] as WakeUp)) break;
      this.#swap(parent, index);
      index = parent;
    }
  }

  #pop(): WakeUp | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let index = 0; ; ) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2])
        if (child < heap.length && isBefore(heap[child] as WakeUp, heap[least] as WakeUp)) least = child;
      if (least === index) return first;
      this.#swap(least, index);
      index = least;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b] as WakeUp, heap[a] as WakeUp];
  }
}

function isBefore(a: WakeUp, b: WakeUp): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
