import { speak } from '../../src/console/messages/current';
import { operationTitle } from '../../src/console/ui/server-words';

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
