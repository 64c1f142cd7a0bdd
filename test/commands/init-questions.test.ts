/** `venue-control init` at a keyboard: what is asked, proposed and asked again. */
import { askSql, askVenue, type Keyboard } from '../../src/commands/init-questions.js';

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
    const keyboard = typing('SwGateway', 'SwSync', ...rest, 'https://c.example', 'none', 'none', 'none');
    const { services } = await askVenue(keyboard, { candidates });
    expect(services).toMatchObject({ connect: 'SwConnect (x64)', netpos: null });
    expect(keyboard.told).toContain('  2) CDPSvc (Connected Devices Platform Service)');
    expect(keyboard.left).toEqual([]);
  });

  it('a wrong answer is asked again, with why; an empty one is none', async () => {
    const keyboard = typing(
      ...['', 'SwGateway', 'swgateway', 'SwSync', ...rest],
      ...['http://c.example', 'https://c.example', 'none', 'none'],
      ...['relative.json', '/etc/gateway.json', 'xml', 'json', 'cloud.token'],
    );
    const venue = await askVenue(keyboard, { candidates });
    expect(venue.gatewayCredential).toEqual({
      file: '/etc/gateway.json',
      form: 'json',
      field: 'cloud.token',
    });
    expect(keyboard.told.filter((line) => line.includes('It must be'))).toHaveLength(4);
    expect(keyboard.told).toContain(
      '  gateway-client is "swgateway" already. Each service has a name of its own.',
    );
    expect(keyboard.left).toEqual([]);
  });

  it("asks for no SQL Server login where Windows' own account is used", async () => {
    expect(await askSql(typing('till 1', 'till-1', 'swiftpos', 'windows'))).toEqual({
      server: 'till-1',
      database: 'swiftpos',
      authentication: 'windows',
    });
  });
});
