/** What the rehearsal has besides the model's seed. Everything but the dates is the same in every rehearsal. */
import { CODE_LENGTH } from './model/cloud/codes.js';

/** PINs of the rehearsal's clerks. */
export const rehearsalPins: readonly { readonly clerkId: number; readonly pin: string }[] = [
  { clerkId: 1, pin: '2468' },
  { clerkId: 2, pin: '1357' },
  { clerkId: 3, pin: '8642' },
  { clerkId: 4, pin: '9753' },
  { clerkId: 5, pin: '1122' },
];

/** Terminals of each location, by its ID. */
export const TERMINALS: Readonly<Record<string, number>> = { '1': 2, '2': 2, '3': 1, '4': 1 };

/** Clerks who may not use Back Office, by ID. */
export const NO_BACK_OFFICE: readonly string[] = ['3'];

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
