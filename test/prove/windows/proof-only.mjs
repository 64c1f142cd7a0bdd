/** `node --import` this before the program: a real venue is then served on a machine that isn't Windows, and `doctor` says PROOF ONLY. Nothing that is installed has it. */
globalThis[Symbol.for('venue-control.proof-only')] = true;
