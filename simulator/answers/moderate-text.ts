import { hashText } from '../random.ts';

/** The categories of OpenAI's moderation, with the words by which the simulator finds some of them. */
const categories: Readonly<Record<string, RegExp | null>> = {
  harassment: /\b(idiots?|morons?|stupid|losers?)\b/i,
  'harassment/threatening': null,
  sexual: /\b(porn\w*|nudes?)\b/i,
  'sexual/minors': null,
  hate: /\b(subhuman|vermin)\b/i,
  'hate/threatening': null,
  illicit: /\b(counterfeit|launder\w*)\b/i,
  'illicit/violent': null,
  'self-harm': /\b(suicide|self-harm)\b/i,
  'self-harm/intent': null,
  'self-harm/instructions': null,
  violence: /\b(kill\w*|murder\w*|stab\w*|shoot\w*|attack\w*)\b/i,
  'violence/graphic': null,
};

const raisedScore = 0.9;
const mostQuietScore = 0.1;

/**
 * The verdict on a text, by a few words: no judgement, but the same for the same text. Scores are high where a
 * category is raised, and else low numbers that depend on the text.
 */
export function moderateText(text: string) {
  const names = Object.keys(categories);
  const raised = names.filter((name) => categories[name]?.test(text));
  return {
    flagged: raised.length > 0,
    categories: Object.fromEntries(names.map((name) => [name, raised.includes(name)])),
    category_scores: Object.fromEntries(
      names.map((name) => [name, raised.includes(name) ? raisedScore : quietScore(name, text)]),
    ),
    category_applied_input_types: Object.fromEntries(
      names.map((name) => [name, raised.includes(name) ? ['text'] : []]),
    ),
  };
}

function quietScore(name: string, text: string): number {
  return (mostQuietScore * (hashText(`${name} ${text}`) % 1000)) / 1000;
}
