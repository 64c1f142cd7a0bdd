/**
 * tedious is asked to encrypt, and continues without when the server says that it can't: a password and all that follows would travel in the clear
 * to anyone who answers so. Here the connection ends before anything is sent. (docs/adr/0027)
 */
/** Of tedious' connection: what decides between its prelogin and its login. */
interface Negotiating {
  performTlsNegotiation?(answer: { readonly encryptionString?: string }, signal: AbortSignal): Promise<void>;
}

/** For mssql's `beforeConnect`. */
export function requireEncryption(connection: Negotiating): void {
  const negotiate = connection.performTlsNegotiation?.bind(connection);
  connection.performTlsNegotiation = async (answer, signal) => {
    const encrypts = answer.encryptionString === 'ON' || answer.encryptionString === 'REQ';
    if (!negotiate || !encrypts)
      throw Object.assign(new Error('The server does not encrypt, so nothing was sent to it.'), {
        code: 'EPLAIN',
      });
    return negotiate(answer, signal);
  };
}

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
