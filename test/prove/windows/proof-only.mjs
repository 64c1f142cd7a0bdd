/** `node --import` this before the program: a real venue is then served on a machine that isn't Windows, and `doctor` says PROOF ONLY. No archive has this file; each has the code that it switches, which does nothing where SHA256SUMS lies beside the program. */
globalThis[Symbol.for('venue-control.proof-only')] = true;
