import { csvOf } from '../../console/format/csv';
import { momentTyped, startOfDay } from '../../console/format/venue-day';

describe('a file for a spreadsheet', () => {
  it('has a mark, a head and a line a row', () => {
    expect(
      csvOf(
        ['At', 'Why'],
        [
          ['12:31', 'Printer'],
          [7, null],
        ],
      ),
    ).toBe('\uFEFF"At","Why"\r\n"12:31","Printer"\r\n7,""\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+61 2 5550', "'+61 2 5550"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['=cmd|"/c calc"!A1', '\'=cmd|""/c calc""!A1'],
    ['\t=1', "\t'=1"],
    ['\r=1', "\r'=1"],
    ["x;=cmd|'/c calc'!A1", "x;'=cmd|'/c calc'!A1"],
    ['x, @SUM(A1)', "x, '@SUM(A1)"],
    ['x\t+1', "x\t'+1"],
    ['x\n-1', "x\n'-1"],
    ['a-b = c;d', 'a-b = c;d'],
  ])('makes %j harmless', (text, cell) => {
    expect(csvOf(['x'], [[text]])).toBe(`\uFEFF"x"\r\n"${cell}"\r\n`);
  });

  it('leaves numbers as they are, and quotes what would end a cell', () => {
    expect(csvOf(['x'], [[-2], ['a,b'], ['say "no"'], ['two\nlines'], [' blank ']])).toBe(
      '\uFEFF"x"\r\n-2\r\n"a,b"\r\n"say ""no"""\r\n"two\nlines"\r\n" blank "\r\n',
    );
  });
});

describe('a day of the venue', () => {
  it.each([
    ['2031-05-06', 'Australia/Sydney', 0, '2031-05-05T14:00:00.000Z'],
    ['2031-05-06', 'Australia/Sydney', 1, '2031-05-06T14:00:00.000Z'],
    ['2031-05-06', 'UTC', 0, '2031-05-06T00:00:00.000Z'],
    // Clocks go forward on 5 October 2031 at 02:00 in Sydney, and back on 6 April at 03:00.
    ['2031-10-05', 'Australia/Sydney', 0, '2031-10-04T14:00:00.000Z'],
    ['2031-10-05', 'Australia/Sydney', 1, '2031-10-05T13:00:00.000Z'],
    ['2031-04-06', 'Australia/Sydney', 1, '2031-04-06T14:00:00.000Z'],
  ])('%s in %s, %d later, begins at %s', (day, zone, after, at) => {
    expect(startOfDay(day, zone, after)).toBe(at);
  });

  it('has times that are typed by the clocks of the venue', () => {
    expect(momentTyped('2031-05-06 18:03', 'Australia/Sydney')).toBe('2031-05-06T08:03:00.000Z');
    expect(momentTyped('18:03', 'Australia/Sydney')).toBeNull();
  });

  it.each(['', 'yesterday', '2031-13-40', '2031-02-30', '2031-5-6'])('is none: %j', (text) => {
    expect(startOfDay(text, 'UTC')).toBeNull();
  });
});
