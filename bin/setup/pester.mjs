import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bringPackage, hasPackage, packageFolder } from './nuget-package.mjs';

const pin = {
  id: 'Pester',
  version: '6.2.0',
  sha512: 'SVQVS0NU4qpAF/2m70omX2J88D/sM8udIDu+PETFMgW6MIxtpFp33HAtT099A568hF3pvzprQu/7TI9UfPTsQg==',
};

/** The step that brings Pester, from a NuGet package and for tests only. */
export const pester = {
  name: 'pester',
  found: ({ project }) =>
    hasPackage(project, pin) && existsSync(join(packageFolder(project, pin), 'tools', 'Pester.psd1'))
      ? pin.version
      : undefined,
  work: `dotnet package download Pester@${pin.version}`,
  async run(where) {
    await bringPackage(where, pin);
    return pin.version;
  },
};
