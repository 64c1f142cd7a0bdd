/** Which profile made the venue's views, and what of them counts in a comparison. */
import { viewProfileOf } from '../../src/storage/venue/view-profile.js';

const of = (...definitions: readonly (string | null)[]) =>
  viewProfileOf(definitions.map((definition, index) => ({ name: `v${index}`, definition })));
const VIEW = "CREATE OR ALTER VIEW controlplane.v AS\nSELECT N'--' + [a'b] AS x";

it('is the same whatever tool ran the script, and with other comments', () => {
  const stored = `-- v.sql\r\n/* CREATE */\r\nCREATE   VIEW controlplane.v AS\r\n  SELECT N'--' + [a'b] AS x -- <- re-point\r\n`;
  expect(of(stored)?.checksum).toBe(of(VIEW)?.checksum);
});

it.each([VIEW.replace("[a'b]", '[c]'), VIEW.replace("N'--'", "N'--' + N''"), VIEW.replace(' AS x', ' AS y')])(
  'is another one for: %s',
  (text) => expect(of(text)?.checksum).not.toBe(of(VIEW)?.checksum),
);

it('has the version of each profile that was used', () => {
  const by = (version: string) => `-- v.sql\r\n-- Profile: swiftpos ${version}\r\n${VIEW}`;
  expect(of(VIEW)?.swiftpos).toBeUndefined();
  expect(of(by('10.52'), VIEW, by('10.52'))?.swiftpos).toBe('10.52');
  expect(of(by('10.58'), by('10.52'))?.swiftpos).toBe('10.52, 10.58');
});

it('is unknown where the login may not see each definition', () => {
  expect(of()).toBeUndefined();
  expect(of(VIEW, null)).toBeUndefined();
});
