import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema, getNamedType, isInputObjectType, isObjectType, parse } from 'graphql';
import { blanked, blankedVariables, isSecretName } from '../../console/ide/blank-secrets';
import { documentStorage } from '../../console/ide/document-storage';
import { examples } from '../../console/ide/examples';
import { browserStorage } from './browser-storage';

const SECRETS = ['2468', 'J7KQ-31', 'vct_secret', '97531'];

describe('a document that is kept', () => {
  it.each([
    ['an argument', 'mutation { signIn(clerkId: "1", pin: "2468") { token } }'],
    [
      'a field of an input',
      'mutation { onboard(input: { customerNumber: "1", authenticationCode: "J7KQ-31" }) { id } }',
    ],
    ['a block string', 'mutation { stepUp(pin: """2468""") { token } }'],
    ['a number', 'mutation { stepUp(pin: 97531) { token } }'],
    ['a word without quotes', 'mutation { stepUp(pin: J7KQ) { token } }'],
    ['a list in an object', 'query { f(token: [{ a: "vct_secret" }]) { b } }'],
    ['a default of a variable', 'mutation ($pin: String = "2468") { stepUp(pin: $pin) { token } }'],
    ['a default by its use', 'mutation ($x: String = "2468") { stepUp(pin: $x) { token } }'],
    ['a default by its type', 'mutation ($x: AuthenticationCode! = "J7KQ-31") { f(a: $x) }'],
    ['a comment', '{ health { status } } # signIn(clerkId: "1", pin: "2468")'],
    ['an argument that is misspelt', 'mutation { signIn(clerkId: "1", pim: "2468") { token } }'],
    ['a field that is misspelt', 'mutation { onboard(input: { authenticationCde: "J7KQ-31" }) { id } }'],
    ['a default by its misspelt use', 'mutation ($x: String = "2468") { stepUp(pni: $x) { token } }'],
    ['an argument of a directive', 'query @x(secret: "vct_secret") { health { status } }'],
  ])('holds no secret in %s, and can be parsed', (_, document) => {
    const kept = blanked(document) ?? 'nothing';
    for (const secret of [...SECRETS, 'J7KQ']) expect(kept).not.toContain(secret);
    expect(() => parse(kept)).not.toThrow();
    expect(blanked(kept)).toBe(kept);
  });

  it('is otherwise as it was typed, spaces and our own comments included', () => {
    for (const { query } of examples) expect(blanked(query)).toBe(query);
    const document = 'mutation   {\n signIn( clerkId : "1",  pin:"2468" ) { token }\n}';
    expect(blanked(document)).toBe(document.replace('"2468"', '""'));
    const other = '{ clerk(id: "2468") { name } eventLog(first: 30, sources: ["pin"]) { edges { cursor } } }';
    expect(blanked(other)).toBe(other);
  });

  it.each(['', '{', 'mutation { signIn(pin: "2468" }', 'pin 2468', '{ a(pin: "2468) }'])(
    'is nothing at all where it can’t be parsed: %j',
    (text) => expect(blanked(text)).toBeUndefined(),
  );

  it('knows every write-only argument of the schema, and every one that is called like a secret', () => {
    const schema = buildSchema(readFileSync(resolve('schema.graphql'), 'utf8'));
    const types = Object.values(schema.getTypeMap());
    const inputs = [
      ...types
        .filter(isObjectType)
        .flatMap((type) => Object.values(type.getFields()).flatMap(({ args }) => args)),
      ...types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields())),
    ];
    const writeOnly = inputs.filter(({ type }) => getNamedType(type).description?.startsWith('Write-only'));
    expect(writeOnly.length).toBeGreaterThan(0);
    const named = inputs.filter(({ name }) => /pin|code|pass(phrase|word)|token|secret/i.test(name));
    for (const { name } of [...writeOnly, ...named]) expect([name, isSecretName(name)]).toEqual([name, true]);
  });
});

test('names are distinguished by their words, whatever their case and number', () => {
  for (const name of [
    'pin',
    'newPin',
    'authenticationCode',
    'authenticationcode',
    'API_TOKEN',
    'PINs',
    'pins',
  ])
    expect([name, isSecretName(name)]).toEqual([name, true]);
  for (const name of ['keeping', 'planFingerprint', 'reason', 'customerNumber', 'key'])
    expect([name, isSecretName(name)]).toEqual([name, false]);
});

test('what says in words what something is goes as a comment does', () => {
  for (const document of [
    '"""my pin is 2468""" query A { viewer { __typename } }',
    'query A("pin 2468" $x: Int) { viewer { __typename } }',
    '"""vct_secret""" type X { a: Int }',
  ]) {
    const kept = blanked(document);
    expect(kept).toBeDefined();
    expect(SECRETS.filter((secret) => kept?.includes(secret))).toEqual([]);
  }
});

test('variables that are handed on are blank where use or type says that they are secret', () => {
  const byUse = 'mutation ($x: String!) { signIn(clerkId: "1", pin: $x) { token } }';
  expect(blankedVariables(byUse, { x: '2468' })).toEqual({ x: '' });
  const byType =
    'mutation ($c: AuthenticationCode!, $n: ID!) { onboard(input: { authenticationCode: $c, customerNumber: $n }) { id } }';
  expect(blankedVariables(byType, { c: 'J7KQ-31', n: '1' })).toEqual({ c: '', n: '1' });
  const misspelt = 'mutation ($n: String!) { signIn(clerkId: "1", pim: $n) { token } }';
  expect(blankedVariables(misspelt, { n: '2468' })).toEqual({ n: '' });
});

test('variables that are handed on keep their names, and their values only where the schema knows what they are', () => {
  const document = 'query ($id: ID!, $pin: String, $input: OnboardInput) { viewer { id } }';
  const input = {
    authenticationCode: 'J7',
    authenticationCde: 'J7',
    reason: 'new till',
    token: { a: 5, b: null },
  };
  expect(blankedVariables(document, { id: '1', pin: '2468', input, unknown: 'J7' })).toEqual({
    id: '1',
    pin: '',
    input: { authenticationCode: '', authenticationCde: '', reason: 'new till', token: { a: 0, b: null } },
    unknown: '',
  });
});

describe('the storage of the IDE', () => {
  const tab = (query: string, more = {}) => ({
    id: 'a',
    title: 'SignIn',
    query,
    operationName: 'SignIn',
    ...more,
  });
  const kept = (store: Storage, key: string) => JSON.parse(store.getItem(key) ?? 'null');

  it('keeps the documents of tabs and history; never variables, answers or headers', () => {
    const below = browserStorage();
    const store = documentStorage(below);
    const full = {
      variables: '{"pin":"2468"}',
      headers: 'vct_secret',
      response: '{"token":"vct_secret"}',
      hash: '2468',
    };
    const query = 'mutation SignIn { signIn(clerkId: "1", pin: "2468") { token } }';
    store.setItem(
      'graphiql:tabState',
      JSON.stringify({ activeTabIndex: 1, tabs: [tab(query, full), tab('pin 2468', full)] }),
    );
    store.setItem('graphiql:queries', JSON.stringify({ queries: [tab(query, full), tab('{ 2468', full)] }));
    store.setItem(
      'graphiql:favorites',
      JSON.stringify({ favorites: [tab(query, { ...full, label: 'Mine', favorite: true })] }),
    );
    const all = JSON.stringify([...below.kept]);
    for (const secret of SECRETS) expect(all).not.toContain(secret);
    const { activeTabIndex, tabs } = kept(store, 'graphiql:tabState');
    expect([activeTabIndex, tabs.length, tabs[0].query, tabs[1].query, tabs[1].title]).toEqual([
      1,
      2,
      query.replace('2468', ''),
      null,
      '<untitled>',
    ]);
    expect(kept(store, 'graphiql:queries').queries).toHaveLength(1);
    expect(kept(store, 'graphiql:favorites').favorites[0]).toMatchObject({ label: 'Mine', favorite: true });
  });

  it.each([
    'graphiql:query',
    'graphiql:variables',
    'graphiql:headers',
    'graphiql:shouldPersistHeaders',
    'other',
  ])('keeps nothing under %s', (key) => {
    const below = browserStorage();
    documentStorage(below).setItem(key, '2468');
    expect([...below.kept]).toEqual([]);
  });

  it('reads nothing but documents of what someone else left there', () => {
    const below = browserStorage();
    below.setItem(
      'graphiql:tabState',
      JSON.stringify({ activeTabIndex: 0, tabs: [tab('{ a(pin: "2468") }', { variables: '2468' })] }),
    );
    below.setItem('graphiql:variables', '2468');
    below.setItem('graphiql:queries', 'no JSON 2468');
    const store = documentStorage(below);
    expect(
      JSON.stringify(['tabState', 'variables', 'queries'].map((key) => store.getItem(`graphiql:${key}`))),
    ).not.toContain('2468');
  });

  it('keeps the width of panes, and is cleared of its own alone', () => {
    const below = browserStorage();
    const store = documentStorage(below);
    below.setItem('mantine-color-scheme-value', 'dark');
    store.setItem('graphiql:editorFlex', '1.25');
    store.setItem('graphiql:docExplorerFlex', '2468 is my PIN');
    expect([store.length, store.key(0), store.getItem('graphiql:editorFlex')]).toEqual([
      1,
      'graphiql:editorFlex',
      '1.25',
    ]);
    store.clear();
    expect([...below.kept.keys()]).toEqual(['mantine-color-scheme-value']);
  });
});
