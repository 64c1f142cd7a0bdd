/**
 * The ring of each campaign, its size there (default: the campaign's own) and its budget in minutes on two cores.
 * Nightly campaigns run in `npm run test:nightly`, which has 75 minutes with the tests; the others in `npm run test:release`.
 */
export const campaignRings = {
  nightly: {
    alerts: { count: 100, minutes: 10 },
    audit: { count: 2000, minutes: 3 },
    crash: { count: 30, minutes: 5 },
    documents: { minutes: 3 },
    faults: { minutes: 10 },
    fleet: { minutes: 15 },
    foreign: { minutes: 2 },
    guards: { count: 5000, minutes: 2 },
    guesses: { count: 3000, minutes: 4 },
    hosts: { count: 1000, minutes: 3 },
    injection: { minutes: 3 },
    mutants: { count: 10, minutes: 3 },
    outages: { count: 20, minutes: 4 },
    race: { count: 200, minutes: 4 },
    secrets: { minutes: 2 },
    status: { count: 20, minutes: 15 },
    watch: { count: 200, minutes: 3 },
  },
  release: {
    mutants: { minutes: 20 },
    soak: { minutes: 150 },
    windows: { minutes: 30 },
  },
};
