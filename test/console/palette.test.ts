import { type Choice, found, pageChoices, serviceChoices } from '../../console/palette/choices';
import { changeAsked } from '../../console/views/service-table/commands';
import { service } from './venue-samples';

const names = (choices: readonly Choice[]) => choices.map(({ name }) => name);
const choices = serviceChoices([
  service(),
  service({ key: 'connect', displayName: 'Connect', status: 'STOPPED' }),
  service({ key: 'cloud-sync', displayName: 'Cloud Sync', installed: false }),
]);

it('offers of each service what its row offers', () => {
  expect(names(choices)).toEqual(['Restart NetPOS…', 'Stop NetPOS…', 'Start Connect…', 'Restart Connect…']);
});

it.each([
  ['', 4],
  ['net st', 1],
  ['stop netpos', 1],
  ['NETPOS', 2],
  ['pos', 0],
])('finds by the beginnings of words, in any order: %j', (text, count) => {
  expect(found(choices, text)).toHaveLength(count);
});

it('leads to a question that the services’ page knows, and to no other', () => {
  expect(choices[1]?.to).toBe('#/services?ask=stop&service=netpos');
  expect(changeAsked('stop', service())).toMatchObject({ kind: 'stop' });
  expect(changeAsked('toString', service())).toBeUndefined();
  expect(changeAsked('stop', undefined)).toBeUndefined();
});

it('offers also the pages that the clerk may not open, with what they require', () => {
  const pages = [{ view: 'venue' }, { view: 'audit' }, { view: 'operations' }] as const;
  const notes = (permissions: readonly string[] | undefined) =>
    pageChoices(pages, { mayDo: undefined, viewer: permissions && { permissions } } as never).map(
      ({ note }) => note,
    );
  expect(notes(['SERVICES_VIEW'])).toEqual([undefined, 'Needs Audit > View', undefined]);
  expect(notes(['AUDIT_VIEW'])).toEqual([undefined, undefined, undefined]);
  // While it is not known who may what, nothing is said of it.
  expect(notes(undefined)).toEqual([undefined, undefined, undefined]);
});
