/// <reference lib="dom" />
/** What a page of another site can try against an address, run inside the page. Each answers what it could read; undefined: nothing. */

/** `target` as http://NAME:PORT, `body` a mutation as JSON. */
export interface Attempt {
  readonly target: string;
  readonly body: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly patience: number;
}

export interface Tried {
  readonly technique: string;
  /** What the page could read of an answer. */
  readonly read: string | undefined;
}

/** Serialised into the page: it may use nothing from outside of itself. */
export async function tryAll({ target, body, patience }: Attempt): Promise<Tried[]> {
  const api = `${target}/graphql`;
  const query = encodeURIComponent((JSON.parse(body) as { query: string }).query);
  const inTime = <T>(work: Promise<T>): Promise<T | undefined> =>
    Promise.race([work.catch(() => undefined), new Promise<undefined>((done) => setTimeout(done, patience))]);
  const textOf = async (answer: Response) =>
    answer.type === 'opaque' || answer.type === 'opaqueredirect' ? undefined : await answer.text();
  const load = (tag: string, set: (element: HTMLElement) => void) =>
    new Promise<string | undefined>((done) => {
      const element = document.createElement(tag);
      element.onload = () => done(undefined);
      element.onerror = () => done(undefined);
      set(element);
      document.body.append(element);
    });
  const framed = (begin: (name: string) => void) =>
    new Promise<string | undefined>((done) => {
      const frame = document.createElement('iframe');
      frame.name = `frame${Math.random()}`;
      document.body.append(frame);
      begin(frame.name);
      frame.onload = () => {
        try {
          done(frame.contentDocument?.body?.textContent || undefined);
        } catch {
          done(undefined);
        }
      };
    });
  const form = (method: string, enctype: string, fields: Record<string, string>, action = api) =>
    framed((name) => {
      const element = document.createElement('form');
      Object.assign(element, { method, enctype, action, target: name });
      for (const [key, value] of Object.entries(fields)) {
        const input = document.createElement('input');
        Object.assign(input, { name: key, value });
        element.append(input);
      }
      document.body.append(element);
      element.submit();
    });
  const send =
    (init: RequestInit, url = api) =>
    () =>
      fetch(url, init).then(textOf);
  const json = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  const socket = (protocols: string[]) =>
    new Promise<string | undefined>((done) => {
      const opened = new WebSocket(api.replace('http', 'ws'), protocols);
      opened.onopen = () => done('a socket opened');
      opened.onerror = () => done(undefined);
    });
  const techniques: Record<string, () => Promise<string | undefined>> = {
    'form, POST urlencoded': () => form('POST', 'application/x-www-form-urlencoded', { query: 'mutation' }),
    'form, POST multipart': () => form('POST', 'multipart/form-data', { operations: body, map: '{}' }),
    'form, POST text that is JSON': () =>
      form('POST', 'text/plain', { [`${body.slice(0, -1)},"x":"`]: '"}' }),
    'form, GET': () => form('GET', '', { query: decodeURIComponent(query) }),
    'frame of the console': () =>
      framed((name) => void Object.assign(document.getElementsByName(name)[0] ?? {}, { src: `${target}/` })),
    'frame of the health': () =>
      framed(
        (name) => void Object.assign(document.getElementsByName(name)[0] ?? {}, { src: `${target}/healthz` }),
      ),
    'fetch, cors, JSON': send(json),
    'fetch, cors, JSON, with credentials': send({ ...json, credentials: 'include' }),
    'fetch, cors, JSON, with a token': send({
      ...json,
      headers: { ...json.headers, authorization: `Bearer ${'a'.repeat(43)}` },
    }),
    'fetch, no-cors, JSON as text': send({ method: 'POST', body, mode: 'no-cors' }),
    'fetch, no-cors, JSON type': send({
      method: 'POST',
      body: new Blob([body], { type: 'application/json' }),
      mode: 'no-cors',
    }),
    'fetch, no-cors, no type': send({ method: 'POST', body: new Blob([body]), mode: 'no-cors' }),
    'fetch, same-origin': send({ ...json, mode: 'same-origin' }),
    'fetch, keepalive': send({ method: 'POST', body, mode: 'no-cors', keepalive: true }),
    'fetch, PUT': send({ ...json, method: 'PUT' }),
    'fetch, GET with a mutation': send({}, `${api}?query=${query}`),
    'fetch, GET, no-cors': send({ mode: 'no-cors' }, `${api}?query=${query}`),
    'fetch of the console': send({}, `${target}/`),
    'fetch of the health': send({}, `${target}/healthz`),
    'fetch without a referrer': send({ ...json, referrerPolicy: 'no-referrer' }),
    'XMLHttpRequest, JSON': () =>
      new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open('POST', api);
        request.setRequestHeader('content-type', 'application/json');
        request.onload = () => done(request.responseText || undefined);
        request.onerror = () => done(undefined);
        request.send(body);
      }),
    'beacon, text': async () => void navigator.sendBeacon(api, body),
    'beacon, JSON': async () =>
      void navigator.sendBeacon(api, new Blob([body], { type: 'application/json' })),
    'beacon, form': async () => void navigator.sendBeacon(api, new URLSearchParams({ query: body })),
    'EventSource, GET': () =>
      new Promise((done) => {
        const source = new EventSource(`${api}?query=${query}`);
        source.onmessage = ({ data }) => done(String(data));
        source.onerror = () => done(undefined);
      }),
    'WebSocket, ours': () => socket(['graphql-transport-ws']),
    'WebSocket, the old protocol': () => socket(['graphql-ws']),
    'WebSocket, none': () => socket([]),
    image: () => load('img', (element) => Object.assign(element, { src: `${api}?query=${query}` })),
    script: () => load('script', (element) => Object.assign(element, { src: `${target}/healthz` })),
    'style sheet': () =>
      load('link', (element) => Object.assign(element, { rel: 'stylesheet', href: `${target}/healthz` })),
    prefetch: () =>
      load('link', (element) => Object.assign(element, { rel: 'prefetch', href: `${target}/` })),
    object: () => load('object', (element) => Object.assign(element, { data: `${target}/healthz` })),
    module: () => import(`${target}/healthz`).then((loaded: object) => JSON.stringify(loaded)),
    worker: () =>
      new Promise((done) => {
        const text = `fetch(${JSON.stringify(api)}, { method: 'POST', body: ${JSON.stringify(body)}, headers: { 'content-type': 'application/json' } }).then((a) => a.text()).then(postMessage, () => postMessage(''))`;
        const worker = new Worker(URL.createObjectURL(new Blob([text])));
        worker.onmessage = ({ data }) => done(String(data) || undefined);
        worker.onerror = () => done(undefined);
      }),
    'a ping of a link': async () => {
      const link = document.createElement('a');
      Object.assign(link, { href: '#', ping: api });
      document.body.append(link);
      link.click();
      return undefined;
    },
    window: async () => {
      const opened = window.open(`${target}/`);
      await new Promise((done) => setTimeout(done, 300));
      try {
        return opened?.document.body.textContent || undefined;
      } finally {
        opened?.close();
      }
    },
  };
  return await Promise.all(
    Object.entries(techniques).map(async ([technique, attempt]) => ({
      technique,
      read: await inTime(Promise.resolve().then(attempt)),
    })),
  );
}
