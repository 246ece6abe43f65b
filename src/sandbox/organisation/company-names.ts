import { random } from './random.ts';

const firstParts = `
  Alder, Amber, Anchor, Aspen, Atlas, Beacon, Birch, Blue Ridge, Bramble, Bright, Cascade, Cedar, Clearwater,
  Cobalt, Copper, Crest, Delta, Driftwood, Eastgate, Elm, Ember, Evergreen, Fairview, Falcon, Fern, Foxglove,
  Granite, Greenfield, Harbor, Hawthorn, Hazel, Heron, Highland, Ironwood, Juniper, Keystone, Lakeside, Larch,
  Lighthouse, Maple, Meridian, Mill Creek, Northwind, Oakline, Orchard, Osprey, Pine, Quarry, Redwood, Ridgeline,
  River, Sable, Saltmarsh, Silver, Summit, Tamarack, Thistle, Timber, Westbrook, Willow
`
  .trim()
  .split(/,\s+/);

const secondParts = `
  Analytics, Apparel, Biotech, Clinics, Components, Data, Devices, Diagnostics, Dynamics, Energy, Foods, Freight,
  Goods, Health, Industries, Insights, Instruments, Labs, Logistics, Manufacturing, Markets, Materials, Networks,
  Outfitters, Packaging, Partners, Pharma, Robotics, Software, Supply, Systems, Technologies, Textiles, Tools,
  Works
`
  .trim()
  .split(/,\s+/);

/** Names in a shuffled order, each once; `skip` leaves out those that another caller took with the same seed. */
export function companyNames(seed: number, skip = 0): () => string {
  const names = random(seed, 'company names').shuffled(
    firstParts.flatMap((first) => secondParts.map((second) => `${first} ${second}`)),
  );
  let taken = skip;
  return () => {
    const name = names[taken];
    if (name === undefined) throw new RangeError('Out of company names.');
    taken += 1;
    return name;
  };
}
