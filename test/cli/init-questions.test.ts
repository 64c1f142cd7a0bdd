/** `venue-control init` at a keyboard: what is asked, proposed and asked again. */
import { hostname } from 'node:os';
import type { Keyboard } from '../../src/cli/init/prompt.js';
import { askVenue } from '../../src/cli/init/questions.js';
import { askSql, SQL_IN_FILE, splitServer } from '../../src/cli/init/sql-questions.js';
import { SQL_OPTIONS } from '../../src/config/sql-options.js';
import { VENUE_OPTIONS } from '../../src/config/venue-options.js';
import { SERVICES } from '../../src/domain/types/services.js';

describe('at a keyboard', () => {
  function typing(...lines: string[]): Keyboard & { readonly told: string[]; readonly left: string[] } {
    const told: string[] = [];
    const left = [...lines];
    return {
      told,
      left,
      ask: async (prompt) => {
        told.push(prompt);
        const typed = left.shift();
        if (typed === undefined) throw new Error(`Nothing was typed for: ${prompt}`);
        return typed;
      },
      tell: (line) => void told.push(line),
      refuse: (why) => void told.push(why),
    };
  }
  const candidates = {
    connect: [
      { name: 'SwConnect (x64)', shown: 'SwConnect (x64) (swiftpos Connect)' },
      { name: 'CDPSvc', shown: 'CDPSvc (Connected Devices Platform Service)' },
    ],
  };
  const rest = ['SwSales', '1', 'SwEnd', 'None', 'SwMonitor'];

  it('what the machine proposes is shown and chosen by a number, never taken by itself', async () => {
    const keyboard = typing('SwGateway', 'SwSync', ...rest, 'none', 'https://c.example', '', '', 'none');
    const { services, cloud } = await askVenue(keyboard, { candidates });
    expect(services).toMatchObject({ connect: 'SwConnect (x64)', netpos: null });
    expect(cloud).toEqual({ url: 'https://c.example' });
    expect(keyboard.told).toContain('  2) CDPSvc (Connected Devices Platform Service)');
    expect(keyboard.left).toEqual([]);
  });

  it('a wrong answer is asked again, with why; an empty one is none', async () => {
    const keyboard = typing(
      ...['', 'SwGateway', 'swgateway', 'SwSync', ...rest],
      ...['', 'http://c.example', 'https://c.example', '', 'till:3128', 'none'],
      ...['relative.json', '/etc/gateway.json', 'xml', 'json', 'cloud.token', 'maybe', 'No'],
    );
    const venue = await askVenue(keyboard, { candidates });
    expect(venue.gatewayCredential).toEqual({
      file: '/etc/gateway.json',
      form: 'json',
      field: 'cloud.token',
      restart: false,
    });
    expect(venue.cloud).toEqual({ url: 'https://c.example', proxy: 'none' });
    expect(venue.publisher).toBeNull();
    expect(keyboard.told.filter((line) => line.includes('It must be'))).toHaveLength(6);
    expect(keyboard.told.join()).not.toContain('null');
    expect(keyboard.told).toContain(
      '  gateway-client already has the name "swgateway". Each service has its own name.',
    );
    expect(keyboard.left).toEqual([]);
  });

  it('a number that no proposal has is no name: it is said, and asked again', async () => {
    const first = ['9', 'SwGateway', 'SwSync', 'SwSales', '0', '3', '2', 'SwEnd', 'None', 'SwMonitor'];
    const keyboard = typing(...first, 'swiftpos', 'none', 'https://c.example', '', '', 'none');
    const { services } = await askVenue(keyboard, { candidates });
    expect(services).toMatchObject({ 'gateway-client': 'SwGateway', connect: 'CDPSvc' });
    expect(keyboard.told.filter((line) => line.includes('There is no proposal number'))).toEqual([
      '  There is no proposal number 9. Type its exact name, or none.',
      '  There is no proposal number 0. Type a number, its exact name, or none.',
      '  There is no proposal number 3. Type a number, its exact name, or none.',
    ]);
    const [prompt] = keyboard.told.filter((line) => line.startsWith('publisher, '));
    expect(prompt).toContain('(Get-AuthenticodeSignature -LiteralPath FILE).SignerCertificate.Subject');
    expect(keyboard.left).toEqual([]);
  });

  it('whatever has a default is left out where Enter is pressed', async () => {
    const services = [...SERVICES.keys()].map((index) => `Sw${index}`);
    const file = ['/etc/gateway', 'text', ''];
    const venue = await askVenue(typing(...services, '', 'https://c.example', '', '', ...file), {
      candidates: {},
    });
    expect(venue).toMatchObject({ publisher: null, cloud: { url: 'https://c.example' } });
    expect(venue.gatewayCredential).toEqual({ file: '/etc/gateway', form: 'text' });
    expect(await askSql(typing('till-1', 'swiftpos', '', 'sa', ''))).toEqual({
      server: 'till-1',
      database: 'swiftpos',
      user: 'sa',
    });
  });

  it('proposes the proxy of the account, which is always written, and lists event logs', async () => {
    const services = ['SwGateway', 'SwSync', ...rest];
    const proposed = { candidates, proxy: 'http://proxy:3128', eventLogs: ['Our swiftpos', 'Tills'] };
    const keyboard = typing(...services, '', 'https://c.example', '', '', '3', '2, Other', 'none');
    const venue = await askVenue(keyboard, proposed);
    expect(venue).toMatchObject({ cloud: { proxy: 'http://proxy:3128' }, eventLogs: ['Tills', 'Other'] });
    expect(keyboard.left).toEqual([]);
    const none = typing(...services, '', 'https://c.example', '', '', '', 'none');
    expect(await askVenue(none, { ...proposed, proxy: 'none' })).not.toHaveProperty('eventLogs');
  });

  it("lists this machine's instances of SQL Server, to be chosen by a number", async () => {
    const one = {
      name: 'SQLEXPRESS',
      service: 'MSSQL$SQLEXPRESS',
      state: 'Running',
      tcpEnabled: true,
    } as const;
    const instances = [
      { ...one, name: 'MSSQLSERVER', port: 1433, dynamicPort: undefined, edition: '', browser: 'Stopped' },
      { ...one, port: undefined, dynamicPort: 49_172, edition: 'Express Edition', browser: 'Stopped' },
      {
        ...one,
        name: 'POS',
        tcpEnabled: false,
        port: 1500,
        dynamicPort: undefined,
        edition: '',
        browser: 'Stopped',
      },
    ];
    const answers = ['swiftpos', '', 'sa', '', ''];
    const keyboard = typing('2', ...answers);
    const chosen = await askSql(keyboard, () => undefined, instances);
    expect(chosen).toMatchObject({ server: 'localhost', instance: 'SQLEXPRESS' });
    expect(keyboard.told.slice(0, 3)).toEqual([
      '  1) localhost (MSSQLSERVER)',
      '  2) localhost\\SQLEXPRESS (SQLEXPRESS; Express Edition; SQL Server Browser is Stopped)',
      '  3) localhost,1500 (POS; TCP/IP is disabled)',
    ]);
    expect(await askSql(typing('3', ...answers), () => undefined, instances)).toMatchObject({ port: 1500 });
    const typed = await askSql(typing('till-1', ...answers.slice(0, 4)), () => undefined, instances);
    expect(typed).toMatchObject({ server: 'till-1' });
  });

  it("a certificate that can't be used is asked for again, and not found out after the last question", async () => {
    const trouble = (place: string, file: string) => (file === 'good.pem' ? undefined : `${place}: no.`);
    const sql = typing('till-1', 'swiftpos', '', 'sa', 'bad.pem', 'good.pem');
    expect(await askSql(sql, trouble)).toMatchObject({ certificateFile: 'good.pem' });
    expect(sql.told).toContain('  sql.certificateFile: no.');
    const services = [...SERVICES.keys()].map((index) => `Sw${index}`);
    const venue = typing(...services, '', 'https://c.example', 'bad.pem', 'good.pem', '', '');
    expect((await askVenue(venue, { candidates: {} }, trouble)).cloud.certificateFile).toBe('good.pem');
  });

  it("asks for no SQL Server login where Windows' own account is used", async () => {
    expect(await askSql(typing('till 1', 'till-1', 'swiftpos', 'windows', 'none'))).toEqual({
      server: 'till-1',
      database: 'swiftpos',
      authentication: 'windows',
    });
  });

  it('takes whatever certificate is shown only of this machine, when no certificate was named, and by a yes', async () => {
    const login = ['swiftpos', '', 'sa', ''];
    for (const here of ['.\\SQLEXPRESS', '(local)', 'LOCALHOST', hostname()]) {
      expect(await askSql(typing(here, ...login, 'yes'))).toMatchObject({ trustServerCertificate: true });
      for (const no of ['', 'no'])
        expect(await askSql(typing(here, ...login, no))).not.toHaveProperty('trustServerCertificate');
    }
    const named = await askSql(typing('localhost', 'swiftpos', '', 'sa', '/sql.pem'));
    expect(named).toMatchObject({ certificateFile: '/sql.pem' });
  });

  it('every entry of venue.json is asked for; of sql, each is, or is one that init names at its end', async () => {
    const prompts: string[] = [];
    const asking = async (ask: (keyboard: Keyboard) => Promise<unknown>, ...lines: string[]) => {
      const keyboard = typing(...lines);
      await ask({
        ...keyboard,
        ask: (prompt) => {
          prompts.push(prompt);
          return keyboard.ask(prompt);
        },
      });
      expect(keyboard.left).toEqual([]);
    };
    const services = [...SERVICES.keys()].map((index) => `Sw${index}`);
    const gateway = ['/etc/gateway.json', 'json', 'cloud.token', ''];
    await asking(
      (keyboard) => askVenue(keyboard, { candidates: {} }),
      ...[...services, '', 'https://c.example', '', '', ...gateway],
    );
    await asking(askSql, '.', 'swiftpos', 'ntlm', 'svc', 'PUB', '', '');
    const asked = prompts.flatMap((prompt) => {
      const service = SERVICES.find(({ name }) => prompt.startsWith(`${name}: `));
      return service
        ? [`services.${service.key}`]
        : (prompt.match(/^publisher|\b(cloud|gatewayCredential|sql)\.\w+/g) ?? []);
    });
    // What a venue may add by hand, and no onboarding needs.
    const inFile = ['dailyRestartAt', 'eventLogs', ...SQL_IN_FILE.map((name) => `sql.${name}`)];
    const all = [...Object.keys(VENUE_OPTIONS), ...Object.keys(SQL_OPTIONS).map((name) => `sql.${name}`)];
    expect([...asked, ...inFile].sort()).toEqual(all.sort());
  });
});

test.each([
  ['till-1', { server: 'till-1' }],
  ['TILL\\SQLEXPRESS', { server: 'TILL', instance: 'SQLEXPRESS' }],
  ['till-1,1444', { server: 'till-1', port: 1444 }],
  ['tcp:till-1, 1444', { server: 'till-1', port: 1444 }],
  ['TILL\\SQLEXPRESS,1444', { server: 'TILL', port: 1444 }],
  ['.\\SQLEXPRESS', { server: 'localhost', instance: 'SQLEXPRESS' }],
  ['(local)', { server: 'localhost' }],
  ['::1', { server: '::1' }],
  ['', expect.stringContaining('HOST\\INSTANCE')],
  ['\\SQLEXPRESS', expect.stringContaining('HOST\\INSTANCE')],
  ['(localdb)\\MSSQLLocalDB', expect.stringContaining('HOST\\INSTANCE')],
  ['np:\\\\till\\pipe\\sql', expect.stringContaining('HOST\\INSTANCE')],
  ['TILL\\', 'After the backslash, type the name of an instance.'],
  ['TILL,', 'After the comma, type a port number from 1 to 65535.'],
  ['TILL,99999', 'After the comma, type a port number from 1 to 65535.'],
])('SQL Server is named as its own tools name it: %j', (typed, said) => {
  expect(splitServer(typed)).toEqual(said);
});
