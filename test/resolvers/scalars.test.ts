import fc from 'fast-check';
import { parseValue } from 'graphql';
import { Secret } from '../../src/domain/types/secret.js';
import {
  AuthenticationCodeScalar,
  DateScalar,
  DateTimeScalar,
  DurationScalar,
} from '../../src/resolvers/schema/scalars.js';

describe('the scalars', () => {
  it('print a moment in UTC and read any ISO 8601 with a time zone', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), (date) => {
        expect(DateTimeScalar.parseValue(DateTimeScalar.serialize(date))).toEqual(date);
      }),
    );
    expect(DateTimeScalar.parseLiteral(parseValue('"2031-05-06T22:00+10:00"'))).toEqual(
      new Date('2031-05-06T12:00:00Z'),
    );
  });

  it.each([
    '2031-05-06',
    '2031-05-06T12:00:00',
    '2031-02-30T12:00:00Z',
    '2031-05-06T24:00:00Z',
    'soon',
    7,
    null,
  ])('refuse %p as a moment without quoting it', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow(/^DateTime expects|^Date expects/);
  });

  it('read and print a day, and only one that exists', () => {
    expect(DateScalar.serialize('2032-02-29')).toBe('2032-02-29');
    expect(DateScalar.parseLiteral(parseValue('"2031-12-31"'))).toBe('2031-12-31');
    for (const value of ['2031-02-29', '31/12/2031', '2031-1-1', 5]) {
      expect(() => DateScalar.parseValue(value)).toThrow('Date expects a day that exists, as YYYY-MM-DD.');
    }
    expect(() => DateScalar.serialize('tomorrow')).toThrow('Date expects');
    expect(() => DateTimeScalar.serialize(new Date(Number.NaN))).toThrow('DateTime expects');
  });

  it.each([
    [0, 'PT0S'],
    [59, 'PT59S'],
    [5400, 'PT1H30M'],
    [97_201.4, 'PT27H1S'],
  ])('print %d seconds as %s', (seconds, printed) => {
    expect(DurationScalar.serialize(seconds)).toBe(printed);
  });

  it('take no duration as input, and print none that is none', () => {
    expect(() => DurationScalar.parseValue('PT1H')).toThrow('an output type only');
    expect(() => DurationScalar.parseLiteral(parseValue('"PT1H"'))).toThrow('an output type only');
    expect(() => DurationScalar.serialize(-1)).toThrow('Duration expects');
    expect(() => DurationScalar.serialize(Number.NaN)).toThrow('Duration expects');
  });

  it('never print an authentication code, not even a redacted one', () => {
    expect(() => AuthenticationCodeScalar.serialize(new Secret('ABCD1234'))).toThrow(
      'AuthenticationCode is write-only.',
    );
  });
});
