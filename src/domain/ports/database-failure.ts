/**
 * Why a database does not work now, the same for every engine. The AppErrors …_DATABASE_UNAVAILABLE and AUDIT_UNAVAILABLE carry it in their
 * details as `failure`.
 */
export type DatabaseFailure =
  /** Someone else holds it: the same call may work a moment later. */
  | 'BUSY'
  /** No room on its disk. */
  | 'FULL'
  /** It can be read and not written. */
  | 'READ_ONLY'
  /** Its files are damaged, or it is another database than it should be: waiting fixes nothing. */
  | 'DAMAGED'
  /** Its file, disk or server can't be reached. */
  | 'GONE'
  /** We closed it ourselves: the program is ending. */
  | 'CLOSED'
  /** Nothing of these. */
  | 'OTHER';
