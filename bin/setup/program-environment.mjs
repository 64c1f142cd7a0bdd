/**
 * What the program's process is given beside its caller's environment. glibc lets its threshold for giving memory back grow with what was
 * once asked for, and the start asks for much: any value keeps it where it begins, and half of the server's memory is the machine's again
 * (docs/reference/performance.md). Other systems have no such thing and take no notice.
 */
export const programEnvironment = Object.freeze({ MALLOC_TRIM_THRESHOLD_: '131072' });

/**
 * What Node is given wherever the program is started: no debugger for another program of the account, and the certificates that this machine
 * trusts. scripts/installation/ServerStart.ps1 has them for the service.
 */
export const nodeFlags = Object.freeze(['--disable-sigusr1', '--use-system-ca']);
