import { CLERK_GROUPS, newDatabase, SECURITY_GROUPS } from '../rehearsal/model/seed.js';
import { rehearsalPins } from '../rehearsal/seed-venue.js';
import { type Layer, layers } from './architecture/layers.js';
import { codesIn, readDoc, rowsOf } from './docs/read-doc.js';

const readme = readDoc('README.md');

describe('README', () => {
  it('says of every layer what it may import, and names no other', () => {
    const said = rowsOf(readme.section('layers')).flatMap(([places = '', , may]) =>
      codesIn(places).map((place) => [place.replace(/^src\/|\/$|\.ts$/g, ''), may]),
    );
    const held = Object.entries(layers).map(([layer, rule]) => [layer, mayImport(layer, rule)]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(held));
  });

  it('draws every import that is allowed between the layers of its diagram, and no other', () => {
    const diagram = readme.section('diagram');
    const drawn = Object.keys(layers).filter((layer) => new RegExp(`^ *${layer}\\[`, 'm').test(diagram));
    expect(drawn.length).toBeGreaterThan(4);
    const arrows = [...diagram.matchAll(/^ *(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} --> ${to}`);
    const allowed = drawn
      // It imports every one of them: arrows that would hide the others.
      .filter((layer) => layer !== 'main')
      .flatMap((layer) => {
        const { may = [], portsOf } = layers[layer] ?? {};
        return [...may, ...(portsOf ? [portsOf] : [])]
          .filter((other) => drawn.includes(other))
          .map((other) => `${layer} --> ${other}`);
      });
    expect(arrows.sort()).toEqual(allowed.sort());
  });

  it('says who can sign in to the rehearsal, as it is seeded', () => {
    const seeded = newDatabase(0, true).clerks.map(({ id, name, clerkGroupId, securityGroupId }) => {
      const sees = CLERK_GROUPS.find((group) => group.id === clerkGroupId);
      const may = SECURITY_GROUPS.find((group) => group.id === securityGroupId);
      const { pin } = rehearsalPins.find(({ clerkId }) => String(clerkId) === id) ?? {};
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

/** A layer's rule in README's words. */
function mayImport(layer: string, { may, portsOf }: Layer): string {
  const others = Object.keys(layers).filter((other) => other !== layer && other !== 'console');
  if (others.every((other) => may.includes(other))) return 'every layer but the console';
  const words = [...(portsOf ? [`${portsOf} (ports and types)`] : []), ...may];
  return words.length > 0 ? words.join(', ') : 'nothing of src';
}
