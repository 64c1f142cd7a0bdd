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
