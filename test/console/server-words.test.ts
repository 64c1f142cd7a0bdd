import { speak } from '../../src/console/messages/current';
import { operationTitle } from '../../src/console/ui/server-words';
import { shapeProblem } from '../../src/console/views/onboarding/code-words';

afterEach(() => speak('en'));

it('titles that are made of names are told in the language of the page', async () => {
  const titles = [
    'Activate Bistro, Gaming Lounge and Kiosk',
    'Stop Connect, and before it NetPOS, End of Day',
    'Restart NetPOS',
  ];
  expect(titles.map(operationTitle)).toEqual(titles);
  expect(await speak('de')).toBe(true);
  expect(titles.map(operationTitle)).toEqual([
    'Bistro, Gaming Lounge und Kiosk aktivieren',
    'Connect stoppen, davor NetPOS und End of Day',
    'NetPOS neu starten',
  ]);
});

it('what a code has to look like is told in the language of the page', async () => {
  await speak('de');
  const words = '8 characters: letters, digits and hyphens';
  expect(shapeProblem('AB', { pattern: '[A-Za-z0-9-]{8}', words })).toBe(
    'Das ist kein Code: Einer hat 8 Zeichen: Buchstaben, Ziffern und Bindestriche. Was hier steht, hat 2 Zeichen.',
  );
  expect(shapeProblem('§', { pattern: '[A-Za-z0-9-]{1,64}', words: 'letters' })).toContain(
    'Einer hat Buchstaben,',
  );
});
