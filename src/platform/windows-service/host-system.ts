/** What installing needs of Windows; tests have hosts of their own, which start the program themselves or write down what is asked. */
import type { Step } from './plan.js';

export interface Registration {
  /** Folder of the program that the service runs, absolute. */
  readonly program: string;
  readonly data: string;
  /** Services that have to run before, by their names. */
  readonly needs: readonly string[];
  /** That it runs as; undefined: as the system has it. */
  readonly account?: string | undefined;
  /** Lines of its environment (`NAME=value`): those that are registered stay, and these are set where none are. */
  readonly environment?: readonly string[];
}

export interface Places {
  /** Folder of all programs. */
  readonly programs: string;
  readonly data: string;
  /** That the service runs as. */
  readonly account?: string | undefined;
}

export interface HostSystem {
  /** Where programs go, a folder each; absolute. */
  readonly programs: string;
  /** Where the data are, unless the registered service says otherwise. */
  readonly data: string;
  /** Of the service, for a person. */
  readonly service: string;
  /** Where a person reads why the service didn't start. */
  readonly log: string;
  /** Throws FORBIDDEN, with the remedy. */
  requireAdministrator(): Promise<void>;
  /**
   * That no one else could have changed the unpacked program, and, with a data folder, that both folders can be closed as they are, where access lists say so.
   * Throws PROGRAM_NOT_TRUSTED, FORBIDDEN, BAD_USER_INPUT.
   */
  requireSource(data?: string): Promise<void>;
  /** That the service may run as that account, of what these data keep. Throws BAD_USER_INPUT. */
  requireAccount(places: Pick<Places, 'data' | 'account'>): Promise<void>;
  /** Account, folders and their rights, before the program is copied. */
  prepare(places: Places): readonly Step[];
  /** Once the program is copied: that what was copied is no one's own. */
  settle(places: Places): readonly Step[];
  /** Of these the rights alone, as an upgrade sets them again. */
  protect(places: Places): readonly Step[];
  /** What an installation let the account do with others' services: done again where an uninstall is restored. */
  rights(registration: Registration): readonly Step[];
  /** Undefined: no service of ours. */
  registered(): Promise<Registration | undefined>;
  /** In the place of what was registered. Begins with the system from now on. */
  register(registration: Registration): Promise<void>;
  /** Also what `prepare` left with the system, but no data. */
  unregister(): Promise<void>;
  /** Throws where the server ended before it answered. */
  start(): Promise<void>;
  /** Answers when it has ended. */
  stop(): Promise<void>;
  /** Notifies the machine's administrator, where the system keeps a log of events, that an upgrade was restored. */
  tellRolledBack(text: string): Promise<void>;
  /** A command of the program in that folder, under the service's account and settings; answers its output, throws with its words. */
  run(registration: Registration, words: readonly string[]): Promise<string>;
}
