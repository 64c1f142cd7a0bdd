/** Every option with its default, what each takes, and that a bad value refuses the start and says what is expected. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig } from '../src/config/config.js';
import { ConfigError } from '../src/config/config-error.js';
import { readPlacedJson } from '../src/config/placed-json.js';
import type { SiteOptions } from '../src/domain/types/settings.js';
import { folderOfTest } from './fixtures/folder-of-test.js';

const folder = folderOfTest();

const read = (env: NodeJS.ProcessEnv = {}) => readConfig({ VENUE_CONTROL_DATA: folder(), ...env });

/** config.json as this text, read as the site's options. */
function readSite(text: string): SiteOptions {
  writeFileSync(folder('config.json'), text);
  return read().site;
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as Error;
    expect(message).not.toContain('\n');
    return message;
  }
  throw new Error('It was not refused.');
}

describe('the environment', () => {
  it('may say nothing: everything has a default', () => {
    expect(read()).toEqual({
      venue: 'rehearsal',
      dataFolder: folder(),
      port: 4280,
      cloudUrl: 'http://127.0.0.1:4281',
      cloudPort: 4281,
      rehearsalPace: 1,
      pwsh: undefined,
      logLevel: 'warn',
      auditAnchor: undefined,
      site: {},
      venueFile: undefined,
      sql: undefined,
      projectFolder: resolve('.'),
    });
    expect(readConfig({}).dataFolder).toBe(resolve('.venue-control'));
  });

  it('decides each option', () => {
    const env = {
      VENUE_CONTROL_VENUE: 'windows',
      VENUE_CONTROL_PORT: '0',
      VENUE_CONTROL_CLOUD_URL: 'https://api.example.com/cloud/',
      VENUE_CONTROL_CLOUD_PORT: '65535',
      VENUE_CONTROL_REHEARSAL_PACE: '0.25',
      VENUE_CONTROL_PWSH: '/opt/pwsh',
      VENUE_CONTROL_LOG: 'debug',
    };
    expect(read(env)).toMatchObject({
      venue: 'windows',
      port: 0,
      cloudUrl: 'https://api.example.com/cloud',
      cloudPort: 65535,
      rehearsalPace: 0.25,
      pwsh: '/opt/pwsh',
      logLevel: 'debug',
    });
  });

  it('is read once: no one changes what was read', () => {
    const config = read() as { port: number };
    expect(() => {
      config.port = 1;
    }).toThrow(TypeError);
  });

  it('counts what is set to nothing as not set', () => {
    const empty = {
      VENUE_CONTROL_VENUE: '',
      VENUE_CONTROL_PORT: '',
      VENUE_CONTROL_CLOUD_URL: '',
      VENUE_CONTROL_CLOUD_PORT: '',
      VENUE_CONTROL_REHEARSAL_PACE: '',
      VENUE_CONTROL_PWSH: '',
      VENUE_CONTROL_LOG: '',
      VENUE_CONTROL_SQL: '',
    };
    expect(read(empty)).toEqual(read());
  });

  it("takes a relative data folder from where the program was started, and the rehearsal's cloud from its port", () => {
    expect(read({ VENUE_CONTROL_DATA: 'some/where' }).dataFolder).toBe(resolve('some/where'));
    expect(read({ VENUE_CONTROL_CLOUD_PORT: '5000' }).cloudUrl).toBe('http://127.0.0.1:5000');
  });

  it.each<[string, string, string]>([
    ['VENUE_CONTROL_VENUE', 'hotel', 'rehearsal, windows'],
    ['VENUE_CONTROL_VENUE', 'Windows', 'rehearsal, windows'],
    ['VENUE_CONTROL_PORT', 'eighty', '0 to 65535'],
    ['VENUE_CONTROL_PORT', '-1', '0 to 65535'],
    ['VENUE_CONTROL_PORT', '65536', '0 to 65535'],
    ['VENUE_CONTROL_PORT', '42.5', '0 to 65535'],
    ['VENUE_CONTROL_CLOUD_PORT', 'none', '0 to 65535'],
    ['VENUE_CONTROL_CLOUD_URL', 'api.example.com', 'http'],
    ['VENUE_CONTROL_CLOUD_URL', 'ftp://api.example.com', 'http'],
    ['VENUE_CONTROL_REHEARSAL_PACE', 'fast', '0 to 1000'],
    ['VENUE_CONTROL_REHEARSAL_PACE', '-1', '0 to 1000'],
    ['VENUE_CONTROL_REHEARSAL_PACE', '1001', '0 to 1000'],
    ['VENUE_CONTROL_REHEARSAL_PACE', 'Infinity', '0 to 1000'],
    ['VENUE_CONTROL_LOG', 'loud', 'trace, debug, info, warn, error, silent'],
  ])('may not set %s to "%s": the refusal names both and says %s', (name, value, expected) => {
    const message = refusal(() => read({ [name]: value }));
    expect(message).toContain(name);
    expect(message).toContain(value);
    expect(message).toContain(expected);
  });

  it('may not send a real venue to a cloud without https', () => {
    const url = { VENUE_CONTROL_CLOUD_URL: 'http://api.example.com' };
    const message = refusal(() => read({ VENUE_CONTROL_VENUE: 'windows', ...url }));
    expect(message).toContain('VENUE_CONTROL_CLOUD_URL');
    expect(message).toContain('https');
  });
});

describe('config.json of a site', () => {
  const numbers: readonly [keyof SiteOptions, number, number][] = [
    ['stableSeconds', 0, 120],
    ['startTimeoutSeconds', 1, 600],
    ['stopGraceSeconds', 1, 600],
    ['heartbeatMs', 1000, 3_600_000],
    ['stallMs', 1000, 86_400_000],
    ['packageMegabytes', 1, 1_048_576],
    ['downloadMs', 60_000, 604_800_000],
    ['fullSendMs', 60_000, 604_800_000],
    ['pollMs', 50, 60_000],
    ['attentionMs', 1000, 3_600_000],
    ['assumedRowsPerSecond', 1, 1_000_000],
  ];

  it.each(numbers)('takes %s from %d to %d, and says so when it is neither', (name, least, most) => {
    for (const good of [least, most])
      expect(readSite(JSON.stringify({ [name]: good }))).toEqual({ [name]: good });
    for (const bad of [least - 0.5, most + 1, String(least), null, [least]]) {
      const message = refusal(() => readSite(JSON.stringify({ [name]: bad })));
      expect(message).toContain(folder('config.json'));
      expect(message).toContain(name);
      expect(message).toMatch(new RegExp(`\\b${least}\\b.*\\b${most}\\b`));
    }
  });

  it('takes a second person as yes or no', () => {
    expect(readSite('{ "secondPerson": true }')).toEqual({ secondPerson: true });
    expect(readSite('{ "secondPerson": false }')).toEqual({ secondPerson: false });
    expect(refusal(() => readSite('{ "secondPerson": "yes" }'))).toContain('secondPerson');
  });

  it('takes a query for DataDog of one line', () => {
    const dataDogQuery = 'service:sync @venue:{customerNumber}';
    expect(readSite(JSON.stringify({ dataDogQuery }))).toEqual({ dataDogQuery });
    for (const bad of ['', 'a\nb', 'a\rb', 'x'.repeat(501), 7])
      expect(refusal(() => readSite(JSON.stringify({ dataDogQuery: bad })))).toContain('dataDogQuery');
  });

  it('takes times in which no onboarding or resync starts', () => {
    const freezes = [
      { from: '2026-12-20T00:00:00+11:00', until: '2026-12-27T00:00:00Z', reason: 'Christmas' },
    ];
    const { from, until, reason } = readSite(JSON.stringify({ freezes })).freezes?.[0] ?? {};
    expect([from, until, reason]).toEqual([
      new Date('2026-12-19T13:00:00Z'),
      new Date('2026-12-27T00:00:00Z'),
      'Christmas',
    ]);
    expect(readSite('{ "freezes": [] }')).toEqual({ freezes: [] });
  });

  const good = { from: '2026-12-20T00:00:00Z', until: '2026-12-27T00:00:00Z', reason: 'Christmas' };
  it.each<[string, unknown]>([
    ['a word', 'Christmas'],
    ['one period without a list', good],
    ['an empty entry', [null]],
    ['an end before its beginning', [{ ...good, until: good.from, from: good.until }]],
    ['no reason', [{ ...good, reason: '' }]],
    ['no end', [{ from: good.from, reason: good.reason }]],
    ['a day that does not exist', [{ ...good, from: '2026-13-45' }]],
  ])('refuses freezes that are %s', (_, freezes) => {
    expect(refusal(() => readSite(JSON.stringify({ freezes })))).toContain('freezes');
  });

  it('may not hold an option that is unknown; the refusal names the known ones', () => {
    const message = refusal(() => readSite('{ "stableSecond": 5 }'));
    for (const known of ['stableSecond', ...numbers.map(([name]) => name), 'secondPerson', 'freezes'])
      expect(message).toContain(known);
  });

  it.each(['', '{', '[]', '"stableSeconds"', 'null', '7'])('refuses %j, which is no JSON object', (text) => {
    expect(refusal(() => readSite(text))).toContain(folder('config.json'));
  });

  it.each<[string, string, number, string]>([
    ['an option that is unknown', '{\n  "secondPerson": true,\n  "stableSecond": 5\n}', 3, 'stableSecond'],
    ['a wrong type', '{\r\n\r\n  "secondPerson":\r\n    "yes"\r\n}', 3, 'secondPerson'],
    [
      'a period without its end',
      '{\n"freezes": [\n{ "from": "2026-12-20T00:00:00Z", "until": "2026-12-27T00:00:00Z", "reason": "x" },\n{ "from": "2026-12-20T00:00:00Z", "reason": "x" }\n] }',
      4,
      'freezes',
    ],
    [
      'a word of a period that is unknown',
      '{ "freezes": [ {\n"from": "2026-12-20T00:00:00Z",\n"until": "2026-12-27T00:00:00Z",\n"reason": "x",\n"to": "x" } ] }',
      5,
      'freezes',
    ],
    [
      'an option that is decided twice',
      '{\n"secondPerson": true,\n"secondPerson": false }',
      3,
      'secondPerson is set twice',
    ],
    ['a comma too few', '{\n"secondPerson": true\n"stableSeconds": 5 }', 3, 'comma expected'],
    ['a comment', '{\n// on\n"secondPerson": true }', 2, 'invalid comment token'],
  ])('names file, line and key of %s', (_, text, line, said) => {
    const message = refusal(() => readSite(text));
    expect(message).toContain(`${folder('config.json')}, line ${line}`);
    expect(message).toContain(said);
  });

  it("may begin with a byte order mark, as Windows' editors write it", () => {
    expect(readSite('\ufeff{ "secondPerson": true }')).toEqual({ secondPerson: true });
  });

  it('refuses what is there and cannot be read, rather than run as if nothing had been decided', () => {
    mkdirSync(folder('config.json'));
    const message = refusal(() => read());
    expect(message).toContain(folder('config.json'));
    expect(message).toContain('EISDIR');
    // What the file system says otherwise is no mistake of the site, and may pass.
    symlinkSync(folder('looped.json'), folder('looped.json'));
    const look = () => readPlacedJson(folder('looped.json'));
    expect(look).toThrow("looped.json exists but can't be read (ELOOP)");
    expect(look).not.toThrow(ConfigError);
  });
});
