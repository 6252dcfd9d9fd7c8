import { createRandom, hashText } from '../random.ts';

const placesPerFeature = 4;

/**
 * A unit vector of a text. Texts that share words have vectors that lie close together, so that search
 * by similarity finds what it should; the same text always has the same vector.
 */
export function embedText(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) {
    addFeature(vector, word, 1);
    // The start of a word ties its forms together: charge, charged, charges.
    if (word.length > 4) addFeature(vector, `${word.slice(0, 4)}*`, 0.5);
  }
  if (words.length === 0) addFeature(vector, text, 1);
  return toUnitLength(vector, text);
}

function addFeature(vector: Float32Array, feature: string, weight: number): void {
  const random = createRandom(hashText(feature));
  for (let count = 0; count < placesPerFeature; count += 1) {
    const place = Math.floor(random() * vector.length);
    vector[place] = (vector[place] ?? 0) + (random() < 0.5 ? -weight : weight);
  }
}

function toUnitLength(vector: Float32Array, text: string): Float32Array {
  const length = Math.hypot(...vector);
  if (length > 0) return vector.map((value) => value / length);
  // Features can cancel each other out in few dimensions.
  vector[hashText(text) % vector.length] = 1;
  return vector;
}
