import './styles';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { createSession, otherPages } from './data/session';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App session={createSession(sessionStorage, otherPages())} />);
