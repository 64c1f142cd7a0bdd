/** What clerks send to begin something: under one key, so that the next server run may be sent the same. */
import type { RunningControlPlane } from '../../../src/domain/create-control-plane.js';
import type { Caller } from '../../../src/domain/request/viewer.js';
import { AppError } from '../../../src/errors/errors.js';
import type { Act, Request, Send } from './act.js';

export interface RequestsParts {
  plane(): RunningControlPlane | undefined;
  caller(clerkId: string, correlationId: string): Promise<Caller>;
  hasBegun(correlationId: string): Promise<boolean>;
}

export class Requests {
  readonly all: Request[] = [];
  readonly #parts: RequestsParts;

  constructor(parts: RequestsParts) {
    this.#parts = parts;
  }

  add(act: Act, correlationId: string, send: Send): Request {
    const parts = this.#parts;
    const refused: string[] = [];
    const request: Request = {
      act,
      correlationId,
      refused,
      async send() {
        const plane = parts.plane();
        if (!plane) return 'the server is away';
        try {
          return await send(plane, await parts.caller(act.clerk, correlationId), `key of ${correlationId}`);
        } catch (error) {
          if (error instanceof AppError && (await parts.hasBegun(correlationId))) refused.push(error.code);
          throw error;
        }
      },
    };
    this.all.push(request);
    return request;
  }
}
