import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bringPackage, hasPackage, keepOnly, packageFolder } from './nuget-package.mjs';

const pin = {
  id: 'Microsoft.NETFramework.ReferenceAssemblies.net462',
  version: '1.0.3',
  sha512: 'HMn0QQmPYcJsVuKet9WA8IQbBweZvc7US88N39itSRqcn/1XOT/Kao1QiiykxU+vx8k7/zim11cVmKtunju4MA==',
};

/** What the scripts use of .NET is in these. Of the 127 MB that are unpacked, they and the package file are kept: 25. */
const assemblies = [
  'mscorlib',
  'System',
  'System.Core',
  'System.Net.Http',
  'System.Numerics',
  'System.Security',
  'System.ServiceProcess',
  'System.Xml',
].map((name) => `build/.NETFramework/v4.6.2/${name}.dll`);

/** The step that brings what Windows PowerShell 5.1 runs on, by Microsoft's reference assemblies: they say what there is, and hold no code. For tests only. */
export const framework = {
  name: 'framework',
  found: ({ project }) =>
    hasPackage(project, pin) &&
    assemblies.every((file) => existsSync(join(packageFolder(project, pin), file)))
      ? '.NET 4.6.2'
      : undefined,
  work: `dotnet package download ${pin.id}@${pin.version}`,
  async run(where) {
    await bringPackage(where, pin);
    keepOnly(where.project, pin, assemblies);
    return '.NET 4.6.2';
  },
};
