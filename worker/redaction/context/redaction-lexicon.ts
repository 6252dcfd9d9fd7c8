import * as address from '../data/address-words.ts';
import { ARTICLES, COMMON_WORDS } from '../data/common-words.ts';
import { AMBIGUOUS_GIVEN_NAMES, GIVEN_NAMES } from '../data/given-names.ts';
import { HEADING_WORDS } from '../data/heading-words.ts';
import { MONTHS } from '../data/months.ts';
import { MORE_GIVEN_NAMES } from '../data/more-given-names.ts';
import { ORGANISATION_WORDS } from '../data/organisation-words.ts';
import { RELATION_WORDS, SPEECH_WORDS } from '../data/person-context-words.ts';
import * as places from '../data/places.ts';
import { SECRET_FORMATS } from '../data/secret-formats.ts';
import * as streets from '../data/street-words.ts';
import { AMBIGUOUS_SURNAMES, SURNAMES } from '../data/surnames.ts';
import { PARTICLES, TITLES, WEAK_TITLES } from '../data/titles.ts';
import { TOPICS_OF_NUMBERS } from '../data/topics-of-numbers.ts';
import { TOPICS_OF_PEOPLE } from '../data/topics-of-people.ts';
import { buildLexicon, type Lexicon } from '../scan/lexicon.ts';
import { Role } from './vocabulary.ts';

/** Words between an announcement and its value: "account *number is* 123". */
const FILLERS = `number numbers num no nr is id was are code the my your his her their our in full as of for at to
  nummer ist lautet mein meine der die das numero est mon ma le la es mi su el e il mio suo nummer is mijn het
  meu minha o a du de del di n nro num_ address value field line 1 2 on under with date its it s wifi router`;

let lexicon: Lexicon | undefined;

/** Every word that detection knows, made at its first use. */
export function redactionLexicon(): Lexicon {
  lexicon ??= buildLexicon(
    [
      { words: GIVEN_NAMES, role: Role.given },
      { words: MORE_GIVEN_NAMES, role: Role.given },
      { words: AMBIGUOUS_GIVEN_NAMES, role: Role.maybeGiven },
      { words: SURNAMES, role: Role.surname },
      { words: AMBIGUOUS_SURNAMES, role: Role.maybeSurname },
      { words: TITLES, role: Role.title },
      { words: WEAK_TITLES, role: Role.title | Role.weakTitle },
      { words: ARTICLES, role: Role.article },
      { words: PARTICLES, role: Role.particle },
      { words: COMMON_WORDS, role: Role.common },
      { words: HEADING_WORDS, role: Role.heading },
      { words: ORGANISATION_WORDS, role: Role.organisation },
      { words: SPEECH_WORDS, role: Role.speech },
      { words: RELATION_WORDS, role: Role.relation },
      { words: FILLERS, role: Role.filler },
      { words: streets.STREET_AFTER, role: Role.streetAfter },
      { words: streets.STREET_AFTER_SURE, role: Role.streetAfterSure },
      { words: streets.STREET_BEFORE, role: Role.streetBefore },
      { words: address.UNITS, role: Role.unit },
      { words: address.POST_BOXES, role: Role.postBox },
      { words: places.STATES, role: Role.state },
      { words: places.COUNTRIES, role: Role.country },
      { words: places.CITIES, role: Role.city },
      { words: MONTHS.join(' '), role: Role.month },
      { words: secretPrefixes(), role: Role.secretPrefix },
      ...[...TOPICS_OF_PEOPLE, ...TOPICS_OF_NUMBERS].map(({ words, topic }) => ({
        words,
        topic: 1 << topic,
      })),
    ],
    { start: Role.phraseStart, next: Role.phraseNext },
  );
  return lexicon;
}

/** The words that keys begin with: "sk" of "sk-ant-", "github" of "github_pat_". */
function secretPrefixes(): string {
  return SECRET_FORMATS.map(({ prefix }) => /^[A-Za-z0-9]+/.exec(prefix)?.[0] ?? '').join(' ');
}
