import { useClient } from 'urql';
import { useSession } from '../data/use-backend';
import { SignOutDocument } from '../generated/graphql';

/** Ends the session on the server, then here. */
export function useSignOut(): () => void {
  const client = useClient();
  const session = useSession();
  const signOut = async () => {
    await client.mutation(SignOutDocument, {}).toPromise();
    session.end('byClerk');
  };
  return () => void signOut();
}
