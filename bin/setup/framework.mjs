import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bringPackage, hasPackage, keepOnly, packageFolder } from './nuget-package.mjs';

const pin = {
  id: 'Microsoft.NETFramework.ReferenceAssemblies.net462',
  version: '1.0.3',
  sha512: 'HMn0QQmPYcJsVuKet9WA8IQbBweZvc7US88N39itSRqcn/1XOT/Kao1QiiykxU+vx8k7/zim11cVmKtunju4MA==',
};

const standard = {
  id: 'PowerShellStandard.Library',
  version: '5.1.1',
  sha512: 'GYZRMyR0t4aUN0w140qNWezmNdz1NzDao25IqsWoWKOb77wEQabASyQHwVngA4Vv4HTC75VQ/iBDdcFH4FFmXw==',
};
const standardAssemblies = ['lib/net452/System.Management.Automation.dll'];

/** What scripts and our assembly use of .NET is in these. Of the 127 MB that are unpacked, they and the package file are kept: 25. */
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

const parts = [
  { pin, files: assemblies },
  { pin: standard, files: standardAssemblies },
];

/** Absolute: what our assembly is compiled against. */
export function referenceAssemblies(project) {
  return parts.flatMap((part) => part.files.map((file) => join(packageFolder(project, part.pin), file)));
}

/** The step that brings what Windows PowerShell 5.1 is and runs on, by Microsoft's reference assemblies: they say what there is, and hold no code. PowerShell 7 has all of it, too. */
export const framework = {
  name: 'framework',
  found: ({ project }) =>
    parts.every((part) => hasPackage(project, part.pin)) &&
    referenceAssemblies(project).every((file) => existsSync(file))
      ? '.NET 4.6.2, PowerShell 5.1'
      : undefined,
  work: `dotnet package download ${pin.id}@${pin.version} ${standard.id}@${standard.version}`,
  async run(where) {
    for (const part of parts) {
      await bringPackage(where, part.pin);
      keepOnly(where.project, part.pin, part.files);
    }
    return '.NET 4.6.2, PowerShell 5.1';
  },
};
