import { canonicalJson, fingerprintOf } from '../../../src/domain/types/canonical-json.js';

const noon = new Date('2031-05-06T12:00:00.123Z');

describe('canonical JSON', () => {
  it.each([
    [{ b: [{ d: 1, c: 2 }], a: null }, '{"a":null,"b":[{"c":2,"d":1}]}'],
    [{ a: [{ d: null, c: 'x' }], A: true }, '{"A":true,"a":[{"c":"x","d":null}]}'],
    [{ '\u{1f37a}': 1, '\uffff': 2 }, '{"\u{1f37a}":1,"\uffff":2}'],
    [{ a: undefined, list: [undefined], at: noon }, '{"at":"2031-05-06T12:00:00.123Z","list":[null]}'],
    [{ text: 'tab\t"quote"\u2028\ud800' }, '{"text":"tab\\t\\"quote\\"\u2028\ufffd"}'],
    [{ 10: 1, 9: 2, n: 1e21, zero: -0 }, '{"10":1,"9":2,"n":1e+21,"zero":0}'],
  ])('writes %j in one way only', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe('a fingerprint', () => {
  it('is the same whatever the order of names, and without what is undefined', () => {
    expect(fingerprintOf({ a: 1, b: { c: 2, d: 3 } })).toBe(fingerprintOf({ b: { d: 3, c: 2 }, a: 1 }));
    expect(fingerprintOf({ a: undefined, b: 1 })).toBe(fingerprintOf({ b: 1 }));
    expect(fingerprintOf([1, 2])).not.toBe(fingerprintOf([2, 1]));
  });

  it('distinguishes a number from its text, and values from their neighbours', () => {
    const all = [1, '1', [1], ['1'], { 1: 1 }, { a: '1,"b":2' }, { a: '1', b: 2 }, null, '', []];
    expect(new Set(all.map((value) => fingerprintOf({ value }))).size).toBe(all.length);
  });
});
