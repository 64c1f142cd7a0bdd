import { readFileSync } from 'node:fs';
import { ALERTS } from '../../src/domain/types/alerts.js';
import { codesIn, readDoc, rowsOf } from './read-doc.js';

const written = readFileSync('scripts/installation/ServerEvent.psd1', 'utf8');
const services = [...written.matchAll(/(\w+)\s*= @\{ Id = (\d+); Level = '(\w+)' \}/g)].map(
  ([, name = '', id, level = '']) => [id, level, name],
);
const servers = Object.entries(ALERTS).map(([name, { id, level }]) => [String(id), level, name]);
const known = [...services, ...servers].sort(([one = ''], [other = '']) => one.localeCompare(other));

describe('docs/reference/event-log.md', () => {
  it('lists every event with its id, level and name, and no other', () => {
    const rows = rowsOf(readDoc('docs/reference/event-log.md').section('events'));
    const listed = rows.map(([id, level, name = '']) => [id, level, codesIn(name)[0]]);
    expect(services.length).toBe(written.match(/Id =/g)?.length);
    expect(listed).toEqual(known);
    for (const row of rows) expect(row.every((cell) => cell !== '')).toBe(true);
  });

  it('gives no id twice, and none that Windows would take for something else', () => {
    const ids = known.map(([id]) => Number(id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id >= 1000 && id <= 9999)).toBe(true);
  });
});
