import { geoEqualEarth, geoPath } from 'd3-geo';
import { useMemo } from 'react';
import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json';
import { useWords } from '../words/index.tsx';

const [WIDTH, HEIGHT] = [960, 460];
type Topology = Parameters<typeof feature>[0];
type Shape = { readonly id: string; readonly path: string };

function shapes(): readonly Shape[] {
  const topology = atlas as unknown as Topology;
  const countries = topology.objects['countries'];
  if (countries === undefined) return [];
  const collection = feature(topology, countries);
  if (collection.type !== 'FeatureCollection') return [];
  const draw = geoPath(geoEqualEarth().fitSize([WIDTH, HEIGHT], collection));
  return collection.features.flatMap((one, index) => {
    const path = draw(one);
    return path === null ? [] : [{ id: String(one.id ?? `none-${index}`), path }];
  });
}

type Props = {
  readonly label: string;
  /** By M49 code: a class for the fill and the words of the tooltip. Places that are not on it are drawn as not known. */
  readonly places: ReadonlyMap<string, { readonly className: string; readonly words: string; readonly place: string }>;
  readonly onPick: (place: string) => void;
};

/** A picture beside the table, which says the same in words: people who listen are sent there. Borders are drawn as the data has them and no line is named. */
export function WorldMap({ label, places, onPick }: Props) {
  const { t } = useWords();
  const drawn = useMemo(shapes, []);
  return (
    <figure className="world-map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <defs>
          <pattern id="not-known" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="not-known-ground" />
            <line x1="0" y1="0" x2="0" y2="6" className="not-known-line" />
          </pattern>
        </defs>
        {drawn.map(({ id, path }) => {
          const place = places.get(id);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table below offers the same by keyboard
            <path
              key={id}
              d={path}
              className={`place ${place?.className ?? 'not-known'}`}
              onClick={() => (place === undefined ? undefined : onPick(place.place))}
            >
              <title>{place?.words ?? ''}</title>
            </path>
          );
        })}
      </svg>
      <figcaption className="quiet">{t('law.borders')}</figcaption>
    </figure>
  );
}
