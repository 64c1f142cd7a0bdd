/** Scenes about codes, redemptions, credentials and the package of Cloud Sync. */
import {
  type Call,
  close,
  confirm,
  idOf,
  install,
  isConnected,
  jobIs,
  PACKAGE,
  redeem,
  requestCode,
  type Scene,
  save,
  savePackage,
  start,
  states,
  venue,
} from '../scene.js';

const FIRST = idOf(1);
const SECOND = idOf(2);
function restore(redemptionId: string): Call {
  return { call: 'Restore-GatewayCredential', with: { RedemptionId: redemptionId } };
}

function clear(redemptionId: string): Call {
  return { call: 'Clear-PreviousCredential', with: { RedemptionId: redemptionId } };
}

const inUse: Call = { call: 'Get-RedemptionInUse' };

function automatic(key: string): Call {
  return { call: 'Set-ServiceStartMode', with: { Key: key, StartMode: 'Automatic' } };
}

/** Which venues from then on begin as `onboarded`. */
export const wholeOnboarding: Scene = {
  name: 'a whole onboarding',
  from: 'seeded',
  steps: [
    { call: 'Test-GatewayPlace' },
    venue,
    confirm({ PackageMegabytes: 2048 }),
    requestCode,
    redeem(FIRST),
    save(FIRST),
    savePackage,
    install,
    states('gateway-client', 'cloud-sync'),
    automatic('gateway-client'),
    automatic('cloud-sync'),
    { faults: { sync: 'stall' } },
    start('gateway-client', 0.5),
    isConnected,
    start('cloud-sync', 0.5),
    jobIs('EXPECTED'),
    { faults: {} },
    jobIs('COMPLETED'),
    clear(FIRST),
    states('gateway-client', 'cloud-sync'),
    venue,
  ],
};

export const onboardingScenes: readonly Scene[] = [
  {
    name: 'another venue, and another company name',
    from: 'seeded',
    steps: [
      confirm({ CompanyName: 'Another Hotel' }),
      { call: 'Get-CloudVenue', with: { CustomerNumber: '10482214' } },
      { call: 'Request-AuthenticationCode', with: { CustomerNumber: '10482214' } },
      { ...redeem(FIRST, { text: 'ZZZZZZZ9' }), with: { CustomerNumber: '10482214', RedemptionId: FIRST } },
      { ...close(FIRST), with: { CustomerNumber: '10482214', RedemptionId: FIRST } },
    ],
  },
  {
    name: 'codes that are wrong, used or old',
    from: 'seeded',
    steps: [
      redeem(FIRST, { text: 'ZZZZZZZ9' }),
      requestCode,
      redeem(FIRST, { text: 'ZZZZZZZ9' }),
      redeem(FIRST, { text: 'no' }),
      requestCode,
      redeem(FIRST, 'first'),
      redeem(FIRST),
      redeem(FIRST),
      redeem(SECOND),
      close(FIRST),
      close(SECOND),
      close(SECOND),
      requestCode,
      redeem(SECOND),
      redeem(idOf(3)),
    ],
  },
  {
    name: 'a code ends after five wrong attempts',
    from: 'seeded',
    steps: [
      requestCode,
      ...Array.from({ length: 6 }, () => redeem(FIRST, { text: 'ZZZZZZZ9' })),
      redeem(FIRST),
    ],
  },
  {
    name: 'more codes than a minute may have',
    from: 'seeded',
    steps: Array.from({ length: 11 }, () => requestCode),
  },
  {
    name: 'credentials are kept, restored and cleared',
    from: 'seeded',
    steps: [
      save(FIRST),
      restore(FIRST),
      clear(FIRST),
      inUse,
      requestCode,
      redeem(FIRST),
      save(SECOND),
      restore(SECOND),
      save(FIRST),
      save(FIRST),
      inUse,
      clear(FIRST),
      requestCode,
      redeem(SECOND),
      save(SECOND),
      clear(FIRST),
      inUse,
      restore(SECOND),
      restore(SECOND),
      inUse,
      save(SECOND),
      close(SECOND),
      save(SECOND),
      clear(SECOND),
      clear(SECOND),
      restore(SECOND),
      restore(FIRST),
    ],
  },
  {
    name: 'Cloud Sync is downloaded, installed, uninstalled, and its package removed',
    from: 'seeded',
    steps: [
      install,
      savePackage,
      savePackage,
      install,
      install,
      start('cloud-sync'),
      { call: 'Uninstall-CloudSync' },
      states('cloud-sync'),
      { call: 'Uninstall-CloudSync' },
      install,
      states('cloud-sync'),
      { call: 'Remove-CloudSyncPackage', with: PACKAGE },
      { call: 'Remove-CloudSyncPackage', with: PACKAGE },
    ],
  },
  {
    name: 'the gateway is started before it has a credential, and finds it later',
    from: 'seeded',
    steps: [start('gateway-client'), venue, requestCode, redeem(FIRST), venue, save(FIRST), isConnected],
  },
  {
    name: 'the venue is onboarded again, and goes back',
    from: 'onboarded',
    steps: [
      venue,
      start('gateway-client'),
      isConnected,
      requestCode,
      redeem(SECOND),
      save(SECOND),
      { wait: 1500 },
      venue,
      restore(SECOND),
      { wait: 1500 },
      venue,
    ],
  },
];
