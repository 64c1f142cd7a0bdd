import './styles';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { createSession, otherPages } from './data/session';
import { speakAsAsked } from './messages/current';

// Not awaited here: the bundler would cut everything that this page shares with others into a hundred small files.
void speakAsAsked().then(() => {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App session={createSession(sessionStorage, otherPages())} />);
});
