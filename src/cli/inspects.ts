/** Commands that only read: nothing is created for them, not even a log. */
export function inspects([command = '', part = '']: readonly string[]): boolean {
  return (
    ['doctor', 'backup', 'status', 'logs', 'support-bundle'].includes(command) ||
    (command === 'audit' && part !== 'sign-off')
  );
}
