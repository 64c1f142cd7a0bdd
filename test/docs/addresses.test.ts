import { projectFiles } from '../architecture/project-files.js';

/** Where it is asked about or held off, not offered. */
const KNOWS =
  /^(src\/server\/guards\/(refusal|loopback)\.ts|test\/|docs\/reference\/campaigns\/|node_modules\/|package-lock\.json)/;

it('offers no one an address with the name localhost, which another program may answer where ::1 is not ours', () => {
  const offered = projectFiles()
    .filter(({ path }) => !KNOWS.test(path))
    .filter(({ text }) => /\/\/localhost\b|\blocalhost:\d/i.test(text))
    .map(({ path }) => path);
  expect(offered).toEqual([]);
});
