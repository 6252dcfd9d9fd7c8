/** Code points that ECMAScript takes for white space, as ranges of a class; and all the others. */
const SPACE =
  '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NO_SPACE = [
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}',
  '\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}',
].join('');
const NO_LINE_END = '[^\\n\\r\\x{2028}\\x{2029}]';

/** General categories by their long names. */
const CATEGORIES: Readonly<Record<string, string>> = {
  ...{
    Letter: 'L',
    Cased_Letter: 'LC',
    Uppercase_Letter: 'Lu',
    Lowercase_Letter: 'Ll',
    Titlecase_Letter: 'Lt',
  },
  ...{ Modifier_Letter: 'Lm', Other_Letter: 'Lo', Mark: 'M', Combining_Mark: 'M', Nonspacing_Mark: 'Mn' },
  ...{ Spacing_Mark: 'Mc', Enclosing_Mark: 'Me', Number: 'N', Decimal_Number: 'Nd', digit: 'Nd' },
  ...{ Letter_Number: 'Nl', Other_Number: 'No', Punctuation: 'P', punct: 'P', Connector_Punctuation: 'Pc' },
  ...{ Dash_Punctuation: 'Pd', Open_Punctuation: 'Ps', Close_Punctuation: 'Pe', Initial_Punctuation: 'Pi' },
  ...{
    Final_Punctuation: 'Pf',
    Other_Punctuation: 'Po',
    Symbol: 'S',
    Math_Symbol: 'Sm',
    Currency_Symbol: 'Sc',
  },
  ...{
    Modifier_Symbol: 'Sk',
    Other_Symbol: 'So',
    Separator: 'Z',
    Space_Separator: 'Zs',
    Line_Separator: 'Zl',
  },
  ...{ Paragraph_Separator: 'Zp', Other: 'C', Control: 'Cc', cntrl: 'Cc', Format: 'Cf', Surrogate: 'Cs' },
  ...{ Private_Use: 'Co' },
};
/** Of what a class may say beside categories and scripts, the part that is plain ranges. */
const RANGES: Readonly<Record<string, string>> = { ASCII: '\\x{0}-\\x{7f}', Any: '\\x{0}-\\x{10ffff}' };

const TOKEN = /\\p\{([^}]*)\}|\\P\{([^}]*)\}|\\.|[\s\S]/gu;

/**
 * Writes an ECMAScript pattern, as it is with the flag `u`, in such a way that RE2 reads what ECMAScript means: its white
 * space and line ends are more than RE2's, and it names categories at greater length.
 */
export function translatePattern(pattern: string): string {
  let inClass = false;
  return pattern.replace(TOKEN, (token, property?: string, noProperty?: string) => {
    const within = (ranges: string) => (inClass ? ranges : `[${ranges}]`);
    if (property !== undefined) return propertyOf(property, 'p', within);
    if (noProperty !== undefined) return propertyOf(noProperty, 'P', within);
    switch (token) {
      case '\\s':
        return within(SPACE);
      case '\\S':
        return within(NO_SPACE);
      case '\\b':
        return inClass ? '\\x{8}' : token;
      case '.':
        return inClass ? token : NO_LINE_END;
      case '[':
        // Within a class it is a character like others, which RE2 could take for the beginning of a named class.
        if (inClass) return '\\[';
        inClass = true;
        return token;
      case ']':
        inClass = false;
        return token;
      default:
        return token;
    }
  });
}

function propertyOf(name: string, letter: 'p' | 'P', within: (ranges: string) => string): string {
  const [key = '', value] = name.split('=');
  if (value === undefined) {
    const ranges = RANGES[key];
    if (ranges !== undefined && letter === 'p') return within(ranges);
    return `\\${letter}{${CATEGORIES[key] ?? key}}`;
  }
  if (key === 'General_Category' || key === 'gc') return `\\${letter}{${CATEGORIES[value] ?? value}}`;
  if (key === 'Script' || key === 'sc') return `\\${letter}{${value}}`;
  return `\\${letter}{${name}}`;
}
