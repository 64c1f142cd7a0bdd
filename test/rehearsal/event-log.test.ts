import { mkdirSync, readFileSync } from 'node:fs';
import { writeEvent } from '../../rehearsal/services/event-log.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();

const event = {
  level: 'INFORMATION',
  source: 'Gateway Client',
  eventId: 100,
  message: 'The link is up.',
  service: 'gateway-client',
} as const;

it('appends an event as a line, with its time', () => {
  writeEvent(folder(), event);
  writeEvent(folder(), event);
  const lines = readFileSync(folder('rehearsal', 'event-log.jsonl'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    [1, 2].map(() => ({ at: expect.any(String), ...event })),
  );
});

it('lets a service work on when an event cannot be written', () => {
  // As a full disk refuses it: what is there can't be appended to.
  mkdirSync(folder('rehearsal', 'event-log.jsonl'), { recursive: true });
  expect(() => writeEvent(folder(), event)).not.toThrow();
});
