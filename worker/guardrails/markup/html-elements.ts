/** Elements whose content is no text for a reader, or runs, or loads something. */
export const DROPPED_WITH_CONTENT: ReadonlySet<string> = new Set(
  'script style iframe object embed applet frame frameset noscript noframes noembed template svg math audio video canvas map portal xmp plaintext title head'.split(
    ' ',
  ),
);

/** The other elements of HTML, obsolete ones that browsers still know included. */
export const HTML_ELEMENTS: ReadonlySet<string> = new Set(
  `a abbr acronym address area article aside b base basefont bdi bdo bgsound big blink blockquote body br button caption center cite code col colgroup content
  data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr html i image img input ins
  isindex kbd keygen label legend li link listing main mark marquee menu menuitem meta meter multicol nav nextid nobr ol optgroup option output p param picture
  pre progress q rb rp rt rtc ruby s samp search section select shadow slot small source spacer span strike strong sub summary sup table tbody td textarea
  tfoot th thead time tr track tt u ul var wbr`.split(/\s+/),
);

/** Elements that begin a line of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
