import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { checkFile, checkPortable } from './architecture/check-files.js';
import { checkImports, layerOf } from './architecture/check-imports.js';
import { checkShortFiles, checkTree } from './architecture/check-tree.js';
import {
  domainModules,
  layers,
  owners,
  programFolders,
  readingPorts,
  sharedByDomain,
} from './architecture/layers.js';
import { project, projectFiles } from './architecture/project-files.js';
import { readSource } from './architecture/read-source.js';

const files = projectFiles();

const below = (...folders: string[]) =>
  files.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

describe('architecture of the project', () => {
  it('has imports that point one way, and packages used by their owners only', () => {
    const sources = below(...programFolders).filter(({ path }) => /\.tsx?$/.test(path));
    expect(sources.length).toBeGreaterThan(0);
    expect(checkImports(sources)).toEqual([]);
  });

  it('has small files with plain names, no forgotten notes and no test kept from running', () => {
    expect(below(...programFolders, 'test/', 'scripts/', 'bin/').flatMap(checkFile)).toEqual([]);
  });

  it('has no full folder, no prefix that represents a folder, and no circle of files or folders', () => {
    expect(checkTree(below(...programFolders))).toEqual([]);
  });

  it('has fewer and fewer files that are too short for a name of their own', () => {
    expect(checkShortFiles(below(...programFolders))).toEqual([]);
  });

  it('commits nothing that holds on one machine only', () => {
    const judged = files.filter(({ path }) => !path.startsWith('test/architecture'));
    expect(judged.flatMap(checkPortable)).toEqual([]);
  });

  it('has rules that name only what exists', () => {
    const isThere = (place: string) =>
      files.some(
        ({ path }) =>
          path === place || path === `${place}.ts` || path.startsWith(`${place.replace(/\/$/, '')}/`),
      );
    const named = [
      ...Object.keys(layers).map((layer) => (programFolders.includes(`${layer}/`) ? layer : `src/${layer}`)),
      ...domainModules.map((module) => `src/domain/${module}`),
      ...owners.flatMap(({ files: owned }) => owned),
      ...sharedByDomain,
      ...readingPorts,
    ];
    expect(named.filter((place) => !isThere(place))).toEqual([]);
    // A permission that no file uses is no rule.
    const used = new Set(below(...programFolders).flatMap(({ path, text }) => layersImportedBy(path, text)));
    const allowed = Object.entries(layers).flatMap(([layer, { may, portsOf }]) =>
      [...may, ...(portsOf ? [portsOf] : [])].map((other) => `${layer} -> ${other}`),
    );
    expect(allowed.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  it('keeps bin free of dependencies, so that it runs before anything is installed', () => {
    const foreign = below('bin/')
      // But packaging, which bin/package.mjs loads when set-up is done.
      .filter(({ path }) => path.endsWith('.mjs') && !path.startsWith('bin/packaging/'))
      .flatMap(({ path, text }) =>
        readSource(text)
          .imports.filter(({ specifier }) => !specifier || !/^(node:|\.\.?\/)/.test(specifier))
          .map(({ specifier }) => `${path} imports ${specifier}`),
      );
    expect(foreign).toEqual([]);
  });

  it('knows the owner of every package the project depends on', () => {
    const { dependencies } = JSON.parse(readFileSync(resolve(project, 'package.json'), 'utf8'));
    const owned = owners.flatMap(({ packages }) => packages);
    expect(Object.keys(dependencies).filter((name) => !owned.includes(name))).toEqual([]);
  });
});

function layersImportedBy(path: string, text: string): string[] {
  if (!/\.tsx?$/.test(path)) return [];
  return readSource(text, path.endsWith('.tsx'))
    .imports.flatMap(({ specifier }) =>
      specifier?.startsWith('.') ? [posix.join(posix.dirname(path), specifier)] : [],
    )
    .map((target) => `${layerOf(path)} -> ${layerOf(target)}`);
}
