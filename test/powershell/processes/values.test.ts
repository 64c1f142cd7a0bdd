import { Secret } from '../../../src/domain/types/secret.js';
import { makePool } from './pool-under-test.js';

const { pool, output, failure, lines } = makePool();

beforeAll(() => pool.start());
afterAll(() => pool.stop());

const texts = {
  emoji: '👩‍👩‍👧 ok',
  'a NUL': 'a\0b',
  ANSI: '\u001b[31mred\u001b[0m',
  'line separators': 'a\u2028b\u2029c',
  'CR LF': 'a\r\nb\rc\n',
  CJK: '日本語 中文 한국어',
  'a bidi override': 'a\u202eb',
  'a byte order mark': '\ufeffx',
  nothing: '',
  spaces: '  x ',
  quotes: `'"\`\u2018\u2019`,
  'a date': '2024-02-03T04:05:06Z',
  'an old date': '/Date(1700000000000)/',
  'a number': '007',
  'PowerShell code': '$(New-Item /tmp/canary); @{a=1} | iex #',
  'a closing brace': '"}\n{"t":"done"}',
};

test.each(Object.entries(texts))(
  'a text with %s arrives byte for byte, alone and in an array',
  async (_name, text) => {
    expect(await output('Get-Echo', { Value: text })).toEqual([text]);
    expect(await output('Get-Echo', { Value: [text, { [`key ${text.length}`]: text }] })).toEqual([
      [text, { [`key ${text.length}`]: text }],
    ]);
  },
);

test.each([
  ['null', null],
  ['an empty array', []],
  ['an array of one', ['x']],
  ['an array of one array', [['x']]],
  ['an array of nulls', [null, null]],
  ['an empty object', {}],
  ['names of properties of a table', { Keys: ['x'], Count: 7, Values: { keys: null }, SyncRoot: '' }],
  ['booleans', [true, false]],
  ['numbers', [0, -1, 1.5, 1e21, 2 ** 52]],
  ['a list in a list in a list', [[[1, 2], [3]], [[[9.5]]], []]],
  ['an object in a list in a list', [[{ a: [[1]] }]]],
  ['nested objects', { a: { b: { c: [1, { d: null }] } } }],
])('%s keeps its shape', async (_name, value) => {
  expect(await output('Get-Echo', { Value: value })).toEqual([value]);
});

test('nested objects bind to hashtables, and an array of one to a list', async () => {
  const [table] = await output('Get-Table', {
    Table: { outer: { inner: 'x' } },
    Key: ['one'],
    Text: '2024-01-02',
  });
  expect(table).toEqual({
    IsTable: true,
    IsInnerTable: true,
    Inner: 'x',
    KeyCount: 1,
    TextType: 'System.String',
    Text: '2024-01-02',
  });
});

test('objects of .NET become plain JSON, cut where they would not end', async () => {
  const [shape] = (await output('Get-Shape')) as [Record<string, unknown>];
  expect(shape).toMatchObject({
    Enum: 'Friday',
    Span: 'PT1H2M3S',
    Utc: '2024-02-03T04:05:06.0000000Z',
    Offset: '2024-02-03T04:05:06.0000000+10:00',
    Switch: true,
    NotANumber: null,
    Large: '9007199254740993',
    Small: 12,
    Ratio: 1.5,
    Bytes: 'AQID',
    Guid: '11111111-2222-3333-4444-555555555555',
    Version: '1.2.3',
    Uri: 'http://127.0.0.1/a',
    Nothing: null,
    Nested: { list: [1, { deep: [] }] },
    One: ['x'],
    None: [],
    Secret: '[redacted]',
  });
  expect(typeof shape['Type']).toBe('string');
  expect(typeof shape['Process']).toBe('string');
});

test('a value of any kind is what JSON can carry of it', async () => {
  const kinds = (await output('Get-EachKind')) as { Kind: string; Value: unknown }[];
  expect(kinds).toHaveLength(44);
  expect(Object.fromEntries(kinds.map(({ Kind, Value }) => [Kind, Value]))).toMatchObject({
    Nothing: null,
    NoOutput: null,
    Missing: null,
    Empty: {},
    Enum: 'Friday',
    Utc: '2022-09-28T22:13:20.1234567Z',
    Midnight: expect.stringMatching(/^2024-02-03T00:00:00\.0000000[+-]\d\d:\d\d$/),
    Date: '2024-02-03T04:05:06.0000000-03:30',
    Pointer: '5',
    Bigger: String(2n ** 70n),
    NotANumber: null,
    Safe: 9007199254740991,
    Unsafe: '9007199254740993',
    FineDecimal: '9007199254740993',
    Bytes: 'AQI=',
    One: ['x'],
    Table: { a: 1 },
    Switch: true,
    Secret: '[redacted]',
    Inner: { a: 'Monday' },
    Noted: 'abc',
    NotedNumber: 5,
    Forged: '"":9007199254740993',
    Iso: '2024-02-03T04:05:06Z',
  });
});

test('flat and other objects may be mixed, and come in their order', async () => {
  const mixed = (await output('Get-Mixed', { Count: 700 })) as { Index: number; List?: unknown }[];
  expect(mixed.map(({ Index }) => Index)).toEqual(Array.from({ length: 700 }, (_, index) => index));
  expect(mixed[299]).toEqual({ Index: 299 });
  expect(mixed[300]).toEqual({ Index: 300, Day: 'Monday', List: [{ deep: [1, { deeper: [2] }] }] });
});

test('many objects arrive complete and in order, over many frames', async () => {
  const many = (await output('Get-Many', { Count: 3000, Size: 1000 })) as { Index: number }[];
  expect(many.map((entry) => entry.Index)).toEqual(Array.from({ length: 3000 }, (_, index) => index));
});

test('an object larger than a frame, and output larger than a call may write, end as OUTPUT_TOO_LARGE', async () => {
  const one = await failure('Get-Many', { Count: 1, Size: 2_000_000 });
  expect(one.error.failure).toBe('OUTPUT_TOO_LARGE');
  const flood = await failure('Get-Many', { Count: 1000, Size: 200_000 });
  expect(flood.error.failure).toBe('OUTPUT_TOO_LARGE');
  expect(await output('Get-Echo', { Value: 'after' })).toEqual(['after']);
});

test('only exact parameter names are taken: no prefix, no other case, no common parameter', async () => {
  for (const name of [
    'Val',
    'value',
    'OutVariable',
    'ErrorAction',
    'Verbose',
    'Value ',
    'Value:x',
    '-Value',
    '__proto__x',
  ]) {
    const { error } = await failure('Get-Echo', { [name]: 'global:pwned' });
    expect([name, error.failure, error.mayHaveRun]).toEqual([name, 'BAD_PARAMETER', false]);
  }
});

test.each([
  ['a lone surrogate', { Value: '\ud800' }],
  ['not a number', { Value: Number.NaN }],
  ['two names that differ in case', { Value: { a: 1, A: 2 } }],
  ['two names that .NET takes for one', { Value: { σ: 1, ς: 2 } }],
  ['a name that PowerShell keeps for itself', { Value: [{ PSObject: 1 }] }],
  ['a parameter of such a name', { psbase: 1 }],
  ['an empty name', { Value: { '': 1 } }],
  ['a live object', { Value: new Date() as never }],
  ['more than a frame', { Value: 'x'.repeat(1_100_000) }],
])('%s is refused before anything is sent', async (_name, parameters) => {
  const { error } = await failure('Get-Echo', parameters);
  expect([error.failure, error.mayHaveRun]).toEqual(['BAD_PARAMETER', false]);
  // In our words: what PowerShell says of it is another sentence.
  expect(error.message).toMatch(/^(Parameter Value: |A parameter has a name|The parameters are larger)/);
});

test('a secret arrives as a SecureString, and only where the script needs one', async () => {
  const secrets = { Code: new Secret('K7Q2-ß日😀') };
  expect(await output('Test-Secret', { Expected: 'K7Q2-ß日😀' }, { secrets })).toEqual([
    { Type: 'System.Security.SecureString', Length: 9, Same: true },
  ]);
  const plain = await failure('Test-Secret', { Code: 'typed as text' });
  expect(plain.error.failure).toBe('BAD_PARAMETER');
  const long = await failure('Test-Secret', {}, { secrets: { Code: new Secret('x'.repeat(65_537)) } });
  expect([long.error.failure, long.error.mayHaveRun]).toEqual(['BAD_PARAMETER', false]);
  const longest = new Secret('x'.repeat(65_536));
  expect(await output('Test-Secret', { Expected: longest.reveal() }, { secrets: { Code: longest } })).toEqual(
    [{ Type: 'System.Security.SecureString', Length: 65_536, Same: true }],
  );
  const misplaced = await failure('Test-Secret', {}, { secrets: { Plain: new Secret('sentinel-9f3a') } });
  expect([misplaced.error.failure, JSON.stringify(misplaced.error)]).toEqual([
    'BAD_PARAMETER',
    expect.not.stringContaining('sentinel'),
  ]);
});

test('a secret is in no error, event, argument, environment or log line, even when a script says it', async () => {
  const secrets = { Code: new Secret('sentinel-77c1') };
  const thrown = await failure('Test-Secret', { Mode: 'throw' }, { secrets });
  const { error } = thrown;
  expect(error.message).toBe('The cloud refused [redacted].');
  const events: string[] = [];
  await output('Test-Secret', { Mode: 'warn' }, { secrets, onEvent: (event) => events.push(event.message) });
  expect(events).toEqual(['Refused: [redacted]']);
  await failure('Test-Secret', { Mode: 'not in the set' }, { secrets });
  const [surroundings] = await output('Test-Secret', { Mode: 'environment' }, { secrets });
  expect(surroundings).toContain('Start-ScriptHost.ps1');
  const everything = [
    error.stack,
    JSON.stringify(error),
    JSON.stringify(thrown.events),
    surroundings,
    ...lines,
  ];
  expect(everything.join('\n')).not.toContain('sentinel');
});
