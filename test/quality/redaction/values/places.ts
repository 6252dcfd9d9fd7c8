import type { Part } from './people.ts';
import type { Random } from './random.ts';

type Form = (random: Random, name: string, city: string) => string;

interface Country {
  readonly names: Readonly<Record<Part, readonly string[]>>;
  readonly cities: Readonly<Record<Part, readonly string[]>>;
  readonly forms: readonly Form[];
}

const gap = (random: Random) => random.pick([', ', ', ', '\n']);
const number = (random: Random) => String(1 + random.below(220));

/** How addresses are written by country; street names and cities of the two parts differ. */
const COUNTRIES: Readonly<Record<string, Country>> = {
  us: {
    names: {
      tuning: [
        'Maple Street',
        'Oak Avenue',
        'Evergreen Terrace',
        'N Main St',
        'Sunset Blvd',
        'Elm Dr',
        'W 42nd Street',
        'Park Lane',
      ],
      'held-out': [
        'Juniper Hollow Rd',
        'SE Hawthorne Blvd',
        'Old Mill Road',
        'Peachtree Pkwy',
        'E 9th Ave',
        'Saddlebrook Ct',
        'Martin Luther King Jr Way',
        'County Line Highway',
      ],
    },
    cities: {
      tuning: ['Springfield, IL', 'Austin, TX', 'Denver, CO', 'Portland, Oregon'],
      'held-out': ['Chattanooga, TN', 'Eau Claire, WI', 'Yuma, Arizona', 'Bozeman MT'],
    },
    forms: [
      (random, name, city) => `${random.fill('%##')} ${name}${gap(random)}${city} ${random.fill('#####')}`,
      (random, name, city) =>
        `${random.fill('%###')} ${name}, ${random.pick(['Apt 4B', 'Suite 200', 'Unit 12', '#305'])}${gap(random)}${city} ${random.fill('#####-####')}`,
      (random, name) => `${random.fill('%##')} ${name}`,
      (random, _name, city) => `P.O. Box ${random.fill('%###')}, ${city} ${random.fill('#####')}`,
    ],
  },
  uk: {
    names: {
      tuning: ['Baker Street', 'High Street', 'Church Lane', 'Victoria Road'],
      'held-out': ['Crossgate Mews', 'Tanners Row', 'Lower Ashley Road', 'Bramble Close'],
    },
    cities: { tuning: ['London', 'Leeds', 'Bristol'], 'held-out': ['Hexham', 'Aberystwyth', 'Kirkcaldy'] },
    forms: [
      (random, name, city) =>
        `${number(random)} ${name}${gap(random)}${city}${gap(random)}${random.pick(['SW1A 2AA', 'LS1 4DY', 'BS8 1TH', 'NE46 1NS', 'KY1 1XT', 'M1 1AE'])}`,
      (random, name, city) =>
        `Flat ${1 + random.below(20)}, ${number(random)} ${name}, ${city} ${random.pick(['EC1A 1BB', 'W1A 0AX', 'SY23 2DE'])}`,
    ],
  },
  de: {
    names: {
      tuning: ['Hauptstraße', 'Bahnhofstr.', 'Goetheweg', 'Friedrich-Ebert-Straße', 'Am Markt'],
      'held-out': [
        'Kastanienallee',
        'Obere Mühlgasse',
        'Karl-Liebknecht-Str.',
        'Rosengarten 3, Lindenplatz'.split(', ')[1] as string,
        'Unter den Eichen',
      ],
    },
    cities: {
      tuning: ['Berlin', 'München', 'Köln'],
      'held-out': ['Wernigerode', 'Bad Tölz', 'Frankfurt am Main'],
    },
    forms: [
      (random, name, city) =>
        `${name} ${number(random)}${random.pick(['', 'a', ' b'])}${gap(random)}${random.fill('%####')} ${city}`,
      (random, name) => `${name} ${number(random)}`,
    ],
  },
  fr: {
    names: {
      tuning: ['rue de la Paix', 'avenue Victor Hugo', 'boulevard Saint-Michel', 'place de la République'],
      'held-out': [
        'rue du Faubourg Saint-Antoine',
        "impasse de l'Église",
        'chemin des Vignes',
        'quai Rambaud',
      ],
    },
    cities: {
      tuning: ['Paris', 'Lyon', 'Toulouse'],
      'held-out': ['Saint-Malo', 'Villeurbanne', 'Aix-en-Provence'],
    },
    forms: [
      (random, name, city) =>
        `${number(random)}${random.pick([' ', ', ', ' bis '])}${name}${gap(random)}${random.fill('%####')} ${city}`,
    ],
  },
  es: {
    names: {
      tuning: ['Calle Mayor', 'Avenida de América', 'Paseo de la Castellana'],
      'held-out': ['C/ Alcalá'.replace('C/', 'Calle'), 'Ronda de Toledo', 'Plaza del Carmen'],
    },
    cities: {
      tuning: ['Madrid', 'Barcelona', 'Sevilla'],
      'held-out': ['Cuenca', 'Logroño', 'Las Rozas de Madrid'],
    },
    forms: [
      (random, name, city) =>
        `${name}${random.pick([' ', ', ', ', nº '])}${number(random)}${random.pick(['', ', 3º B'])}${gap(random)}${random.fill('%####')} ${city}`,
    ],
  },
  it: {
    names: {
      tuning: ['Via Roma', 'Corso Garibaldi', 'Piazza Dante'],
      'held-out': ['Viale dei Mille', 'Via Santa Maria Maggiore', 'Largo Argentina'],
    },
    cities: { tuning: ['Roma', 'Milano', 'Torino'], 'held-out': ['Viterbo', 'Reggio Emilia', 'Cesenatico'] },
    forms: [
      (random, name, city) =>
        `${name}${random.pick([' ', ', '])}${number(random)}${gap(random)}${random.fill('%####')} ${city}${random.pick(['', ' (VT)'])}`,
    ],
  },
  nl: {
    names: {
      tuning: ['Keizersgracht', 'Kerkstraat', 'Stationsweg'],
      'held-out': ['Oude Delft', 'Prins Hendrikkade', 'Molenlaan'],
    },
    cities: { tuning: ['Amsterdam', 'Utrecht'], 'held-out': ['Zutphen', 'Bergen op Zoom'] },
    forms: [
      (random, name, city) => `${name} ${number(random)}${gap(random)}${random.fill('%### ??')} ${city}`,
    ],
  },
  br: {
    names: {
      tuning: ['Rua das Flores', 'Avenida Paulista'],
      'held-out': ['Travessa do Comércio', 'Rua Barão de Itapetininga'],
    },
    cities: { tuning: ['São Paulo', 'Recife'], 'held-out': ['Blumenau', 'Juiz de Fora'] },
    forms: [
      (random, name, city) => `${name}, ${number(random)} - ${city} - SP, ${random.fill('%####-###')}`,
      (random, name, city) => `${name}, ${number(random)}, ${random.fill('%###-###')} ${city}`,
    ],
  },
  pl: {
    names: {
      tuning: ['ul. Marszałkowska', 'ul. Długa'],
      'held-out': ['ul. Jana Kilińskiego', 'al. Niepodległości'],
    },
    cities: { tuning: ['Warszawa', 'Gdańsk'], 'held-out': ['Bielsko-Biała', 'Zamość'] },
    forms: [
      (random, name, city) =>
        `${name} ${number(random)}${random.pick(['', '/12'])}, ${random.fill('##-###')} ${city}`,
    ],
  },
  se: {
    names: { tuning: ['Storgatan', 'Kungsvägen'], 'held-out': ['Drottninggatan', 'Skolvägen'] },
    cities: { tuning: ['Stockholm', 'Lund'], 'held-out': ['Skellefteå', 'Ängelholm'] },
    forms: [(random, name, city) => `${name} ${number(random)}, ${random.fill('%## ##')} ${city}`],
  },
};

export function address(random: Random, part: Part, country?: string): string {
  const { names, cities, forms } = COUNTRIES[country ?? random.pick(Object.keys(COUNTRIES))] as Country;
  return random.pick(forms)(random, random.pick(names[part]), random.pick(cities[part]));
}
