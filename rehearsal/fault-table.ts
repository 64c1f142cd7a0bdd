/** Every fault that a rehearsal can be given, as data: the parser, `--help` and the documents all read this one table. */

interface Fault {
  readonly name: string;
  /** What it concerns. */
  readonly about: string;
  /** Allowed values and what happens while one is set. A value `KEY:…` takes one of the seven service keys. */
  readonly values: Readonly<Record<string, string>>;
}

export const faultTable = [
  {
    name: 'cloud',
    about: 'every response of the cloud',
    values: {
      down: 'the connection is closed at once; nothing is done',
      slow: 'each request is done, and the response comes 3 s late',
      'error-500': 'responds 500 CLOUD_ERROR; nothing is done',
      'error-429': 'responds 429 TOO_MANY_REQUESTS with Retry-After: 5; nothing is done',
      reset: 'the request is done, then the connection is reset without a response',
      malformed: 'the request is done, then the response is truncated, unreadable JSON',
      huge: 'the request is done, then the response has 1 GB',
    },
  },
  {
    name: 'redeem',
    about: 'redemption of the authentication code',
    values: {
      'timeout-before-commit': 'no response for 60 s, and the code is not redeemed',
      'timeout-after-commit': 'the code is redeemed, then no response for 60 s',
      used: 'refused: the code was used already',
      expired: 'refused: the code has expired',
    },
  },
  {
    name: 'registration',
    about: "the venue's registration",
    values: {
      expired: 'it has expired: no code is sent, none is redeemed',
      expiring: 'it expires in 14 days',
    },
  },
  {
    name: 'licence',
    about: "the venue's licenses",
    values: { 'no-cloud-sync': "Cloud Sync isn't licensed: the cloud takes no rows" },
  },
  {
    name: 'package',
    about: 'the Cloud Sync package',
    values: {
      'checksum-wrong': 'the checksum that the cloud states is of other bytes',
      'signature-wrong': 'the package is signed with another key',
      truncated: 'half of the package comes, and then the connection is lost, each time',
      cut: 'the connection is lost after each third of the package',
    },
  },
  {
    name: 'sync',
    about: 'a running sync',
    values: {
      stall: 'the cloud does not respond to batches and changes',
      'fail-at-50': 'the cloud ends the job as FAILED when half of the rows are in',
      'refuses-withdrawal': 'the cloud refuses to withdraw a full send',
      exceptions: 'Cloud Sync writes rows to SyncException',
      backlog: 'rows pile up in SyncMessage',
    },
  },
  {
    name: 'link',
    about: 'the gateway link',
    values: {
      down: 'heartbeats get no response, and the cloud reports disconnected',
      'old-server-connected': 'another server is connected with the same Customer Number',
    },
  },
  {
    name: 'elevation',
    about: 'how the control plane was started',
    values: { missing: 'not as Administrator' },
  },
  {
    name: 'swiftpos',
    about: "the venue's server",
    values: {
      'too-old': 'swiftpos is 10.36',
      'version-mismatch': 'the database is of 10.57, the programs of 10.58',
      migrated: 'this is a new server: its machine id is not the one that the cloud knows',
      'web-server-down': 'SwiftAPI does not respond',
    },
  },
  {
    name: 'database',
    about: 'the venue database',
    values: {
      reindexing: 'a re-index is running',
      locked: 'another process holds the write lock: writers wait and fail, readers continue',
      full: 'writes fail with "database or disk is full"',
    },
  },
  {
    name: 'service',
    about: 'one service',
    values: {
      'KEY:stops-after-start': 'it starts and dies within seconds (1067)',
      'KEY:never-starts': 'it does not respond to the start (1053)',
      'KEY:stubborn': 'it ignores a stop',
      'KEY:crashes': 'it runs and dies now and then (1067)',
    },
  },
  {
    name: 'monitor',
    about: 'Services Monitor',
    values: {
      'restarts-planned-stops': 'it starts services that were stopped on purpose',
      'daily-restart-in-window': 'its daily restart interrupts the operation',
    },
  },
] as const satisfies readonly Fault[];

type FaultName = (typeof faultTable)[number]['name'];

/** Which faults are set; a name that is absent is well. */
export type FaultMap = Readonly<Partial<Record<FaultName, string>>>;
