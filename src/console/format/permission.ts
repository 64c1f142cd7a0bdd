import { t } from '../messages';

/** Where the permission is in swiftpos' tree. */
export function permissionPath(permission: string): string {
  const paths: Readonly<Record<string, string>> = t.permissions;
  return paths[permission] ?? permission;
}
