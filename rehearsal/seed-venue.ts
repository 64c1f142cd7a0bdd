/** The seed venue as data. Everything but the dates is the same in every rehearsal. */
import { CODE_LENGTH } from './model/cloud/codes.js';

export const seedVenue = {
  customerNumber: '10482213',
  companyName: 'Harbour View Hotel',
  registeredEmail: 'manager@harbourview.example',
  swiftposVersion: '10.58.0',
  region: 'AU',
  timeZone: 'Australia/Sydney',
  licences: ['CLOUD_SYNC', 'WEB_API', 'MAINTENANCE'],
  opensAt: '10:00',
  closesAt: '23:00',
} as const;

/** PINs of the rehearsal's clerks. */
export const rehearsalPins: readonly { readonly clerkId: number; readonly pin: string }[] = [
  { clerkId: 1, pin: '2468' },
  { clerkId: 2, pin: '1357' },
  { clerkId: 3, pin: '8642' },
  { clerkId: 4, pin: '9753' },
  { clerkId: 5, pin: '1122' },
];

export interface SeedLocationGroup {
  readonly id: number;
  readonly name: string;
  readonly locations: readonly { readonly id: number; readonly name: string; readonly terminals: number }[];
}

export const seedLocationGroups: readonly SeedLocationGroup[] = [
  {
    id: 1,
    name: 'Hotel',
    locations: [
      { id: 1, name: 'Public Bar', terminals: 2 },
      { id: 2, name: 'Bistro', terminals: 2 },
      { id: 3, name: 'Gaming Lounge', terminals: 1 },
    ],
  },
  { id: 2, name: 'Marina Kiosk', locations: [{ id: 4, name: 'Kiosk', terminals: 1 }] },
];

export const seedClerkGroups = [
  { id: 0, name: 'Managers', locationGroups: [1, 2] },
  { id: 1, name: 'Bar', locationGroups: [1] },
  { id: 2, name: 'Kiosk', locationGroups: [2] },
] as const;

const views = ['SERVICES_VIEW', 'CLERK_SECURITY_VIEW', 'EVENT_LOGS_VIEW'];
export const seedPermissions = [
  'CLOUD_CONNECTIVITY_ONBOARD',
  'CLOUD_CONNECTIVITY_LOCATIONS',
  'SERVICES_VIEW',
  'SERVICES_CONTROL',
  'CLERK_SECURITY_VIEW',
  'CLERK_SECURITY_EDIT',
  'EVENT_LOGS_VIEW',
  'AUDIT_VIEW',
  'API_TOKENS_MANAGE',
  'METRICS_VIEW',
  'SUPPORT_BUNDLE',
] as const;

export const seedSecurityGroups: readonly {
  id: number;
  name: string;
  rank: number;
  granted: readonly string[];
}[] = [
  { id: 1, name: 'Administrators', rank: 1, granted: seedPermissions },
  { id: 2, name: 'Supervisors', rank: 2, granted: [...views, 'SERVICES_CONTROL', 'CLERK_SECURITY_EDIT'] },
  { id: 3, name: 'Bar Staff', rank: 3, granted: [] },
  { id: 4, name: 'Support', rank: 4, granted: [...views, 'AUDIT_VIEW'] },
];

export const seedClerks = [
  { id: 1, name: 'Morgan Reyes', clerkGroup: 0, securityGroup: 1, backOffice: 1 },
  { id: 2, name: 'Sam Okafor', clerkGroup: 0, securityGroup: 2, backOffice: 1 },
  { id: 3, name: 'Ana Silva', clerkGroup: 1, securityGroup: 3, backOffice: 0 },
  { id: 4, name: 'Lee Chen', clerkGroup: 2, securityGroup: 2, backOffice: 1 },
  { id: 5, name: 'Support Desk', clerkGroup: 0, securityGroup: 4, backOffice: 1 },
] as const;

/** Twelve products of each category, priced from the first figure on, in cents. */
export const seedProducts = {
  'Tap Beer': {
    names: ['Pale Ale', 'Lager', 'Stout', 'Cider'],
    sizes: ['Schooner', 'Pint', 'Jug'],
    from: 780,
  },
  Wine: {
    names: ['Shiraz', 'Riesling', 'Rose', 'Pinot Noir'],
    sizes: ['150 ml', '250 ml', 'Bottle'],
    from: 990,
  },
  Spirits: { names: ['Gin', 'Rum', 'Whisky', 'Vodka'], sizes: ['Nip', 'Double', 'Mixed'], from: 1050 },
  Mains: {
    names: ['Barramundi', 'Schnitzel', 'Burger', 'Curry'],
    sizes: ['Small', 'Regular', 'Large'],
    from: 1890,
  },
  Snacks: { names: ['Chips', 'Wedges', 'Olives', 'Nuts'], sizes: ['Small', 'Regular', 'Share'], from: 650 },
  Coffee: {
    names: ['Flat White', 'Long Black', 'Latte', 'Mocha'],
    sizes: ['Small', 'Regular', 'Large'],
    from: 420,
  },
} as const;

/** What the rehearsal says of itself, as config.json would. */
export const SITE = { codeLength: CODE_LENGTH };
