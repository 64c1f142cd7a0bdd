/** Who the operating system says this program runs as, for the audit. */
import { userInfo } from 'node:os';

/** With its domain where the system names one. */
export function userOfThisProgram(): string {
  const domain = process.env['USERDOMAIN'];
  return domain === undefined ? nameOfUser() : `${domain}\\${nameOfUser()}`;
}

/** In a container a user may have a number and no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.()}`;
  }
}
