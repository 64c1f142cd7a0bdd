/** A page of the help has no program of its own; it only wears the colours of the console. */
import '../styles';
import './help.css';

/** Where Mantine keeps the choice. */
const KEY = 'mantine-color-scheme-value';
const dark = matchMedia('(prefers-color-scheme: dark)');

function wear(): void {
  const chosen = localStorage.getItem(KEY);
  const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches);
  document.documentElement.dataset['mantineColorScheme'] = isDark ? 'dark' : 'light';
}

wear();
dark.addEventListener('change', wear);
addEventListener('storage', wear);
