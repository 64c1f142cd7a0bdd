/** Brings a practice venue into the state that a test begins with, by the API and by its files. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataOf, type PracticeVenue } from '../venue/practice-venue.js';

interface Plan {
  readonly onboardingPlan: { readonly fingerprint: string };
}
interface Newest {
  readonly operations: { readonly edges: readonly { readonly node: { readonly summary: string } }[] };
}
interface State {
  readonly venue: { readonly onboarding: { readonly state: string } };
}

/** An onboarding is begun. */
export async function begin(venue: PracticeVenue): Promise<void> {
  const { onboardingPlan } = dataOf<Plan>(await venue.ask('{ onboardingPlan { fingerprint } }'));
  dataOf(await venue.ask('mutation { requestAuthenticationCode(customerNumber: "10482213") { sentTo } }'));
  dataOf(
    await venue.ask('mutation ($input: OnboardInput!) { onboard(input: $input) { id } }', {
      input: {
        customerNumber: '10482213',
        authenticationCode: await venue.code(),
        planFingerprint: onboardingPlan.fingerprint,
        reason: 'To have a connected venue',
      },
    }),
  );
}

/** Connected and synced. */
export async function connect(venue: PracticeVenue): Promise<void> {
  await begin(venue);
  for (let look = 0; look < 120; look++) {
    const state = dataOf<State>(await venue.ask('{ venue { onboarding { state } } }'));
    if (state.venue.onboarding.state === 'CONNECTED') return;
    await new Promise((done) => setTimeout(done, 500));
  }
  const { operations } = dataOf<Newest>(
    await venue.ask('{ operations(first: 1) { edges { node { summary } } } }'),
  );
  throw new Error(`The venue has not become connected: ${operations.edges[0]?.node.summary}`);
}

/** As if every sign-in had been more than five minutes ago. */
export function forgetPresence(venue: PracticeVenue): void {
  const state = new DatabaseSync(join(venue.folder, 'state.sqlite'), { timeout: 10_000 });
  state.exec("UPDATE session SET stepped_up_until = '2020-01-01T00:00:00.000Z'");
  state.close();
}

/** No one can write the state database until the answer is called. */
export function holdStateDatabase(venue: PracticeVenue): () => void {
  const state = new DatabaseSync(join(venue.folder, 'state.sqlite'), { timeout: 10_000 });
  state.exec('BEGIN IMMEDIATE');
  return () => state.close();
}
