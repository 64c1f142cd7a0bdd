/**
 * Lists the words of words.mjs that are in use, also within identifiers. Fails for a word that must not come back, and where there are
 * more advisory ones than `advisoryLimit`. `--list` prints those too, `--write` stores their number as the limit.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../runtime.mjs';
import { advisory, advisoryLimit, always } from './words.mjs';

const lists = 'bin/testing/words.mjs';
const better = { ...always, ...advisory };
const words = new Set(Object.keys(better).filter((word) => !word.includes(' ')));
const phrases = Object.keys(better).filter((word) => word.includes(' '));
const isPhrase = new RegExp(`\\b(?:${phrases.join('|').replaceAll(' ', '[\\s*]+')})(?:e?s)?\\b`, 'gi');

function findIn(file) {
  const text = readFileSync(join(projectFolder, file), 'utf8');
  const found = [];
  // The parts of `readAt`, `READ_AT` and `read-at` are words.
  for (const { 0: part, index } of text.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g))
    if (words.has(part.toLowerCase())) found.push({ word: part.toLowerCase(), index });
  for (const { 0: phrase, index } of text.matchAll(isPhrase)) {
    const plain = phrase.toLowerCase().replace(/[\s*]+/g, ' ');
    const word = phrases.find((each) => plain.startsWith(each));
    if (word) found.push({ word, index });
  }
  return found.map(({ word, index }) => ({
    word,
    place: `${file}:${text.slice(0, index).split('\n').length}`,
  }));
}

const folders = ['bench', 'bin', 'console', 'docs', 'examples', 'rehearsal', 'scripts', 'src', 'test'];
const files = [
  ...readdirSync(projectFolder),
  ...folders.flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true }).map((name) => join(folder, name)),
  ),
]
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(md|mjs|ps1|psm1|sql|tsx?|txt)$/.test(file) && file !== lists)
  // Packages of the benches are not ours; reports quote what ran then; the glossary has the words; rows of mutants quote the code.
  .filter(
    (file) =>
      !/node_modules\/|^docs\/(pictures|reference\/campaigns)\/|glossary\.md$|\/generated\/|mutants\/rows\.txt$/.test(
        file,
      ),
  );
const found = files.flatMap(findIn);
const wrong = found.filter(({ word }) => word in always);
const count = found.length - wrong.length;
const isMore = count > advisoryLimit;
for (const { word, place } of process.argv.includes('--list') ? found : wrong)
  console.log(`${place}  "${word}": write ${better[word]}`);
if (wrong.length > 0) console.log(`Words to replace: ${wrong.length}.`);
console.log(
  `${count} advisory words, ${advisoryLimit} allowed.${isMore ? ' "node bin/testing/check-words.mjs --list" shows them.' : ''}`,
);
if (process.argv.includes('--write')) {
  const path = join(projectFolder, lists);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/(advisoryLimit = )\d+/, `$1${count}`));
}
process.exitCode = wrong.length > 0 || isMore ? 1 : 0;
