/** Which PINs may be chosen: those that no one tries first. */
import { hashNewPin } from '../../../src/domain/sign-in/pins.js';
import { testKeys } from '../../storage/engines.js';

const pins = {
  hash: async (pin: string) => `hash of ${pin}`,
  verify: async () => false,
  isFull: () => false,
};
const choose = (pin: string) => hashNewPin({ pins, keys: testKeys }, pin);

test.each(['', '2468', '90817', '9081736452013', '90817a', ' 908173', '908173\n', '٩٠٨١٧٣'])(
  'a PIN of other than 6 to 12 digits is refused: %j',
  async (pin) => {
    await expect(choose(pin)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'A PIN has 6 to 12 digits.',
    });
  },
);

test.each([
  ...['000000', '111111', '121212', '123123', '12341234', '112112', '100000', '121121'],
  ...['123456', '654321', '012345', '890123', '246802', '135791'],
  ...['123321', '258852', '199012', '121990', '200315', '17052004', '20040517'],
  ...['112233', '147258', '159753', '789456'],
])('one that is easily guessed is refused, with what to do, and is not repeated: %s', async (pin) => {
  const refusal = await choose(pin).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'This PIN is easily guessed.',
    remedy: expect.stringMatching(/^Avoid /),
  });
  expect(JSON.stringify(refusal)).not.toContain(pin);
});

test('others are taken, and how long they are is kept; seven in a hundred at most are refused', async () => {
  expect(await choose('908173')).toEqual({ hash: expect.stringMatching(/^hash of /), digits: 6 });
  expect(await choose('908173645201')).toMatchObject({ digits: 12 });
  let refused = 0;
  for (let pin = 0; pin < 1_000_000; pin += 97)
    await choose(String(pin).padStart(6, '0')).catch(() => {
      refused += 1;
    });
  expect(refused / (1_000_000 / 97)).toBeLessThan(0.07);
});
