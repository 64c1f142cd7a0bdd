/** Stock Apollo Server whose one field asks node-powershell, as its guide does; as many shells as given, each warm. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { PowerShell } from 'node-powershell';

export async function serve({ powershell, shells, command }) {
  const leading = Object.fromEntries(powershell.args.map((word) => [word, true]));
  const open = () =>
    new PowerShell({
      executable: powershell.file,
      executableOptions: { '-NoLogo': false, ...leading, '-NoProfile': true, '-NonInteractive': true },
      spawnOptions: { env: { ...process.env, TERM: 'dumb', NO_COLOR: '1' } },
    });
  const all = Array.from({ length: shells }, open);
  const ask = async (shell) => (await shell.invoke(command)).raw;
  await Promise.all(all.map(ask));
  const server = new ApolloServer({
    typeDefs: 'type Query { answer: String }',
    resolvers: { Query: { answer: () => ask(all[0]) } },
  });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  return Number(new URL(url).port);
}
