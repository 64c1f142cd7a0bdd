/** venue.json: what makes a data folder a real venue's, and each mistake in it with its line and its remedy. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readConfig } from '../src/config/config.js';
import { ConfigError } from '../src/config/config-error.js';
import { readVenueFile } from '../src/config/venue-file.js';
import { folderOfTest } from './fixtures/folder-of-test.js';

const folder = folderOfTest();

const services = {
  'sales-processing': 'SwSales',
  connect: 'SwConnect',
  'end-of-day': null,
  netpos: null,
  'gateway-client': 'SwGateway',
  'cloud-sync': 'SwCloudSync',
  'services-monitor': 'SwMonitor',
};
const GOOD = { services, cloud: { url: 'https://cloud.example.com/api/' }, gatewayCredential: null };

function write(value: unknown): void {
  writeFileSync(folder('venue.json'), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

const mistakesOf = (value: unknown) => {
  write(value);
  const read = readVenueFile(folder());
  expect(read.said).toBeUndefined();
  return read.mistakes;
};

describe('a data folder with venue.json', () => {
  it("is a real venue's without a word of the environment, with the cloud that it names", () => {
    write(GOOD);
    const { venue, cloudUrl, venueFile } = readConfig({ VENUE_CONTROL_DATA: folder() });
    expect([venue, cloudUrl]).toEqual(['windows', 'https://cloud.example.com/api']);
    expect(venueFile?.mistakes).toEqual([]);
  });

  it('says of a file that cannot be read that, and nothing of https', () => {
    mkdirSync(folder('venue.json'));
    const url = { VENUE_CONTROL_CLOUD_URL: 'http://127.0.0.1:4281' };
    const { venueFile } = readConfig({ VENUE_CONTROL_DATA: folder(), ...url });
    expect(venueFile?.mistakes[0]?.why).toContain("exists but can't be read (EISDIR)");
  });

  it("has no cloud while no one has named one: never the rehearsal's", () => {
    const asked = { VENUE_CONTROL_DATA: folder(), VENUE_CONTROL_VENUE: 'windows' };
    expect(readConfig(asked).cloudUrl).toBe('');
  });

  it('is refused as a rehearsal, also while the file is broken', () => {
    for (const text of [GOOD, '{']) {
      write(text);
      const asked = () => readConfig({ VENUE_CONTROL_DATA: folder(), VENUE_CONTROL_VENUE: 'rehearsal' });
      expect(asked).toThrow(ConfigError);
      expect(asked).toThrow(/real venue's data folder.*VENUE_CONTROL_DATA/);
    }
  });

  it("takes a relative file of the cloud's authority from the folder", () => {
    write({ ...GOOD, cloud: { url: 'https://c.example', certificateFile: 'ca.pem' } });
    expect(readVenueFile(folder()).said?.cloud.certificateFile).toBe(folder('ca.pem'));
  });
});

describe('a mistake in venue.json', () => {
  it('is reported with its line, and all of them at once', () => {
    const mistakes = mistakesOf({
      services: { ...services, connect: 'a/b', conect: 'x', netpos: undefined },
      cloud: { url: 'http://cloud.example.com' },
      extra: 1,
    });
    expect(mistakes.map(({ why }) => why)).toEqual([
      expect.stringContaining('"extra"'),
      expect.stringContaining('"conect"'),
      expect.stringContaining('services.connect must be'),
      expect.stringContaining('services.netpos is missing'),
      expect.stringContaining('cloud.url must be an https address'),
      expect.stringContaining('gatewayCredential is missing'),
    ]);
    expect(mistakes[2]?.place).toBe(`${folder('venue.json')}, line 4`);
    for (const { remedy } of mistakes) expect(remedy).toMatch(/\w.*\.$/);
  });

  it.each([
    ['https://user:word@cloud.example.com'],
    ['https://cloud.example.com/?a=b'],
    ['https://cloud.example.com/#x'],
    ['cloud.example.com'],
    ['https://'],
    [7],
  ])('is a cloud at %j', (url) => {
    expect(mistakesOf({ ...GOOD, cloud: { url } })).toHaveLength(1);
  });

  it.each(['till:3128', 'https://till', 'http://user:word@till:3128', 'http://'])(
    'is a proxy %j',
    (proxy) => {
      const [mistake] = mistakesOf({ ...GOOD, cloud: { ...GOOD.cloud, proxy } });
      expect(mistake?.why).toBe(
        'cloud.proxy must be an http address without user, such as http://proxy:3128, "none", or null.',
      );
    },
  );

  it('is none that a proxy is called None, nor that a publisher is not called by CN= first', () => {
    const proxy = { url: 'https://c.example', proxy: 'None' };
    write({ ...GOOD, publisher: 'E=a@b.example, CN="swiftpos, Ltd", C=AU', cloud: proxy });
    expect(readVenueFile(folder())).toMatchObject({ mistakes: [], said: { cloud: proxy } });
  });

  it.each(['swiftpos', 'cn=swiftpos', 'CN='])(
    "is a publisher %j, which no certificate's subject ever equals",
    (publisher) => {
      const [mistake] = mistakesOf({ ...GOOD, publisher });
      expect(mistake?.why).toContain('publisher must be the complete subject');
      expect(mistake?.remedy).toContain('SignerCertificate.Subject');
    },
  );

  it.each([' SwConnect', 'a\\b', 'a\nb', '', 'x'.repeat(257), 7])('is a service called %j', (connect) => {
    expect(mistakesOf({ ...GOOD, services: { ...services, connect } })).toHaveLength(1);
  });

  it('is one name for two services, also in other capitals', () => {
    const [mistake] = mistakesOf({ ...GOOD, services: { ...services, connect: 'SWSALES' } });
    expect(mistake?.why).toContain('both "');
  });

  it.each([
    [{ file: 'gateway.json', form: 'text' }, 'absolute path'],
    [{ file: '/x/gateway.json', form: 'json' }, 'field is missing'],
    [{ file: '/x/gateway.txt', form: 'text', field: 'a' }, 'not allowed with text'],
    [{ file: '/x/gateway.txt', form: 'ini' }, 'text, json'],
    ['/x', 'is not valid'],
  ])('is %j as the place of the credential', (gatewayCredential, said) => {
    expect(mistakesOf({ ...GOOD, gatewayCredential })[0]?.why).toContain(said);
  });

  it('is no JSON, or no object: what to do is said', () => {
    for (const text of ['{', '[]', '{"cloud":{},"cloud":{}}', '']) {
      const [mistake] = mistakesOf(text);
      expect(mistake?.remedy).toContain('venue-control init --force');
    }
  });
});
