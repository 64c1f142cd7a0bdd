/** A real venue that is taken on trust: only where code in the same process says so, and never in an installed product. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isProofOnly } from '../../src/machine/proof-only.js';

const SAID = Symbol.for('venue-control.proof-only');
let program: string;

beforeEach(() => {
  program = mkdtempSync(join(tmpdir(), 'venue-control-proof-'));
});
afterEach(() => {
  rmSync(program, { recursive: true });
  Reflect.deleteProperty(globalThis, SAID);
});

test('nobody says it: nothing is taken on trust', () => {
  expect(isProofOnly(program)).toBe(false);
});

test.each([true, 1, 'true', {}])('%j counts only when it is true', (said) => {
  Reflect.set(globalThis, SAID, said);
  expect(isProofOnly(program)).toBe(said === true);
});

test('a program that came as an archive takes nothing on trust, whoever says so', () => {
  Reflect.set(globalThis, SAID, true);
  writeFileSync(join(program, 'SHA256SUMS'), '');
  expect(isProofOnly(program)).toBe(false);
});
