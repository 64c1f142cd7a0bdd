/** `Bearer <token>`: the only proof of who is asking. No cookie is ever read, so no page can borrow one. */
const BEARER = /^Bearer ([A-Za-z0-9\-._~+/]{1,1024}={0,2})$/i;

export function isBearer(value: string | undefined): boolean {
  return bearerToken(value) !== undefined;
}

/** The token; undefined when there is none or the value has another form. */
export function bearerToken(value: unknown): string | undefined {
  return typeof value === 'string' ? BEARER.exec(value)?.[1] : undefined;
}
