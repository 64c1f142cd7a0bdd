/**
 * tedious drops the number of an error at login, and the text is in the language of the server. SQL Server sends the cause first, such as 4060 for
 * the database, and a general 18456 after it.
 */
interface LoggingIn {
  on(event: 'errorMessage', listener: (message: { number: number; class: number }) => void): unknown;
  loginError?: Error | undefined;
}

/** For mssql's `beforeConnect`: gives the error of a login the number and class of the first message. */
export function numberLoginErrors(connection: LoggingIn): void {
  let cause: { number: number; class: number } | undefined;
  let loginError: Error | undefined;
  connection.on('errorMessage', ({ number, class: level }) => {
    cause ??= { number, class: level };
  });
  Object.defineProperty(connection, 'loginError', {
    get: () => loginError,
    set(error: Error | undefined) {
      loginError = error && Object.assign(error, cause);
    },
  });
}
