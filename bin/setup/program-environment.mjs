/**
 * What the program's process is given beside its caller's environment. glibc lets its threshold for giving memory back grow with what was
 * once asked for, and the start asks for much: any value keeps it where it begins, and half of the server's memory is the machine's again
 * (docs/reference/performance.md). Other systems have no such thing and take no notice.
 */
export const programEnvironment = Object.freeze({ MALLOC_TRIM_THRESHOLD_: '131072' });
