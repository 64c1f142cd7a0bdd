import {
  rehearsalPins,
  seedClerkGroups,
  seedClerks,
  seedSecurityGroups,
} from '../src/rehearsal/seed-venue.js';
import { type Room, rooms } from './architecture/rooms.js';
import { codesIn, readDoc, rowsOf } from './docs/read-doc.js';

const readme = readDoc('README.md');

describe('README', () => {
  it('says of every room what it may import, and names no other', () => {
    const said = rowsOf(readme.section('rooms')).flatMap(([places = '', , may]) =>
      codesIn(places).map((place) => [place.replace(/^src\/|\/$|\.ts$/g, ''), may]),
    );
    const held = Object.entries(rooms).map(([room, rule]) => [room, mayImport(room, rule)]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(held));
  });

  it('draws every import that is allowed between the rooms of its diagram, and no other', () => {
    const diagram = readme.section('diagram');
    const drawn = Object.keys(rooms).filter((room) => new RegExp(`^ *${room}\\[`, 'm').test(diagram));
    expect(drawn.length).toBeGreaterThan(4);
    const arrows = [...diagram.matchAll(/^ *(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} --> ${to}`);
    const allowed = drawn
      // It imports every one of them: arrows that would hide the others.
      .filter((room) => room !== 'main')
      .flatMap((room) => {
        const { may = [], portsOf } = rooms[room] ?? {};
        return [...may, ...(portsOf ? [portsOf] : [])]
          .filter((other) => drawn.includes(other))
          .map((other) => `${room} --> ${other}`);
      });
    expect(arrows.sort()).toEqual(allowed.sort());
  });

  it('says who can sign in to the rehearsal, as it is seeded', () => {
    const seeded = seedClerks.map(({ id, name, clerkGroup, securityGroup }) => {
      const sees = seedClerkGroups.find((group) => group.id === clerkGroup);
      const may = seedSecurityGroups.find((group) => group.id === securityGroup);
      const { pin } = rehearsalPins.find(({ clerkId }) => clerkId === id) ?? {};
      return [`${id} ${name}`, pin, sees?.name, `${may?.name}, ${may?.rank}`];
    });
    const inBrackets = (cell = '') => /\(([^)]+)\)$/.exec(cell)?.[1];
    const said = rowsOf(readme.section('clerks')).map(([clerk, pin, sees, may]) => [
      clerk,
      pin,
      inBrackets(sees),
      inBrackets(may),
    ]);
    expect(said).toEqual(seeded);
  });
});

/** A room's rule in README's words. */
function mayImport(room: string, { may, portsOf }: Room): string {
  const others = Object.keys(rooms).filter((other) => other !== room && other !== 'console');
  if (others.every((other) => may.includes(other))) return 'every room but the console';
  const words = [...(portsOf ? [`ports of ${portsOf}`] : []), ...may];
  return words.length > 0 ? words.join(', ') : 'nothing of src';
}
