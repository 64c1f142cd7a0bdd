import { serve as serveMercurius } from './mercurius.mjs';

export const serve = (facts) => serveMercurius(facts, { jit: 1 });
