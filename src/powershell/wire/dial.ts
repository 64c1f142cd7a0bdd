/** Comes to a pipe where a host will listen, again and again until it does. */
import { connect, type Socket } from 'node:net';

/** How the two ends meet. */
export interface Meeting {
  /** Each connection until `close`, no matter who it is: a host is known by its token. */
  onConnection(take: (socket: Socket) => void): void;
  /** No one else is met; what is connected stays. Again: does nothing. */
  close(): void;
}

/** Milliseconds from one attempt to the next. */
const PAUSE = 10;

/** Writes `first` to anyone who listens at `path` and hands it on. One at a time: when that connection ends before `close`, the next is tried. */
export function dial(path: string, first: string): Meeting {
  let open: Socket | undefined;
  let pause: NodeJS.Timeout | undefined;
  let isOver = false;
  const attempt = (take: (socket: Socket) => void) => {
    const socket = connect(path);
    open = socket;
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      socket.write(first);
      take(socket);
    });
    socket.once('close', () => {
      if (!isOver) pause = setTimeout(attempt, PAUSE, take);
    });
  };
  const close = () => {
    isOver = true;
    clearTimeout(pause);
    if (open?.connecting) open.destroy();
  };
  return { onConnection: attempt, close };
}
