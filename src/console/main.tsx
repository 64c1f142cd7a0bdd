import './styles';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { createSession } from './data/session';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App session={createSession(sessionStorage)} />);
