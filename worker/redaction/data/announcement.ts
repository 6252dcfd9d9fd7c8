import type { TopicIndex } from '../context/vocabulary.ts';

/** Words and phrases that announce a topic; `_` stands between the words of a phrase. */
export interface Announcement {
  readonly topic: TopicIndex;
  readonly words: string;
}
