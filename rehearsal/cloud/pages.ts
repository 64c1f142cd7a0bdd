/** What only a rehearsal has: mailbox, ledger, faults and identity. They answer whatever fault is set. */
import { VENUE } from '../model/seed.js';
import type { FaultWatch } from './fault-watch.js';
import type { CloudMemory } from './memory.js';

export interface PageContext {
  readonly memory: CloudMemory;
  readonly dataFolder: string;
  readonly startedAt: string;
  readonly faults: FaultWatch;
}

export interface Page {
  readonly type: 'application/json' | 'text/html';
  readonly text: string;
}

export interface PageRoute {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly answer: (context: PageContext, body: Readonly<Record<string, unknown>>, accept: string) => Page;
}

export const pageRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/mailbox', answer: (context, _, accept) => mailbox(context.memory, accept) },
  { method: 'GET', path: '/ledger', answer: ({ memory }) => json(memory.ledger()) },
  { method: 'GET', path: '/faults', answer: ({ faults }) => json(faults.now()) },
  { method: 'PUT', path: '/faults', answer: ({ faults }, body) => json(faults.replace(body)) },
  {
    method: 'GET',
    path: '/identity',
    answer: ({ dataFolder, startedAt }) => json({ rehearsal: true, dataFolder, pid: process.pid, startedAt }),
  },
];

function mailbox(memory: CloudMemory, accept: string): Page {
  const mails = memory.mails();
  if (accept.includes('application/json')) return json(mails);
  const articles = mails.map(
    (mail) => `<article>
<h2>${escaped(mail.subject)}</h2>
<p class="to">to ${escaped(mail.to)} <time datetime="${escaped(mail.receivedAt)}">${escaped(mail.receivedAt)}</time></p>
<pre>${escaped(mail.text)}</pre>
</article>`,
  );
  const content = articles.reverse().join('\n') || '<p>No mail yet. Ask for an authentication code.</p>';
  return { type: 'text/html', text: mailboxHtml(content) };
}

/** Newest on top; reloads itself, so that no one has to. */
function mailboxHtml(content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>Mailbox of ${VENUE.companyName} (rehearsal)</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1b2430; background: #f6f7f9 }
article { background: #fff; border: 1px solid #d5dbe3; border-radius: 8px; padding: 1rem 1.25rem; margin: 1rem 0 }
h1 { font-size: 1.25rem } h2 { font-size: 1rem; margin: 0 } .to { color: #55606e; margin: 0 }
pre { white-space: pre-wrap; margin: .75rem 0 0 }
</style></head><body>
<h1>Mailbox of ${VENUE.companyName}</h1>
<p class="to">Rehearsal: nothing here was really sent.</p>
${content}
</body></html>
`;
}

function json(value: unknown): Page {
  return { type: 'application/json', text: JSON.stringify(value) };
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
