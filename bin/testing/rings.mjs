/**
 * The ring of each campaign, its size there (default: the campaign's own) and its budget in minutes on two cores.
 * Nightly campaigns run in `npm run test:nightly`. A budget is what the campaign took beside other work, rounded up: at rest all of
 * them and the tests take less than the 75 minutes of the ring. The others run in `npm run test:release`.
 */
export const campaignRings = {
  nightly: {
    alerts: { count: 100, minutes: 11 },
    audit: { count: 1000, minutes: 1 },
    crash: { count: 8, minutes: 2 },
    documents: { minutes: 2 },
    faults: { minutes: 8 },
    fleet: { minutes: 18 },
    foreign: { minutes: 2 },
    guards: { count: 5000, minutes: 1 },
    guesses: { count: 3000, minutes: 2 },
    hosts: { count: 1000, minutes: 2 },
    injection: { minutes: 2 },
    mutants: { count: 10, minutes: 2 },
    outages: { count: 8, minutes: 2 },
    race: { count: 100, minutes: 3 },
    secrets: { minutes: 2 },
    status: { count: 8, minutes: 11 },
  },
  release: {
    mutants: { minutes: 20 },
    soak: { minutes: 150 },
    windows: { minutes: 30 },
  },
};

/** Minutes of the simulated venue in each ring, beside its campaigns; `mutants`: of the mutants of the heart. */
export const simulatorMinutes = {
  nightly: { minutes: 20 },
  release: { minutes: 60, mutants: 60 },
};
