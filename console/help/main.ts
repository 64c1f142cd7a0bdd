/** A page of the help: it wears the colours of the console, and finds sections by their words. */
import '../styles';
import './help.css';
import { foundIn, type HelpSection, lineOf } from './search';

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

/** All texts come when they are first wanted. */
let sections: Promise<readonly HelpSection[]> | undefined;

function startSearch(box: HTMLInputElement, list: HTMLElement, said: HTMLElement): void {
  const show = async () => {
    sections ??= import('virtual:help-index').then((index) => index.sections);
    const all = await sections;
    const found = foundIn(all, box.value);
    list.replaceChildren(...found.map(lineOf));
    said.textContent = box.value.trim() !== '' && found.length === 0 ? 'No results.' : '';
  };
  box.addEventListener('input', () => void show());
}

const box = document.querySelector<HTMLInputElement>('#help-search');
const list = document.getElementById('help-found');
const said = document.getElementById('help-said');
if (box && list && said) startSearch(box, list, said);
