import { type Campaign, markdownTable } from './campaign.js';
import { askAtSize, notFlat } from './scale.js';

export const campaign: Campaign = {
  title: 'A venue of 10,000 clerks and 1,000 locations, and a trail of a million rows',
  async run({ count = 1_000_000, say }) {
    const sizes = [
      { clerks: 100, locations: 100, auditRows: count / 100 },
      { clerks: 10_000, locations: 1000, auditRows: count },
    ] as const;
    const small = await askAtSize(sizes[0]);
    say('the small one was asked');
    const large = await askAtSize(sizes[1]);
    const said = ({ clerks, auditRows }: (typeof sizes)[number]) =>
      `${clerks.toLocaleString('en')} clerks, ${auditRows.toLocaleString('en')} audit rows`;
    const rows = large.map(({ what, pages, ms }, index) => [
      what,
      `${small[index]?.pages} pages, ${small[index]?.ms.toFixed(2)} ms`,
      `${pages} pages, ${ms.toFixed(2)} ms`,
    ]);
    return {
      table: markdownTable(['asked', said(sizes[0]), said(sizes[1])], rows),
      untrue: notFlat(small, large),
    };
  },
};
