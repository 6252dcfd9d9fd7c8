/**
 * The exact two-sided p of McNemar's test: how likely at least so uneven a split is where both are equally often
 * right.
 * @param won cases that only the first got right
 * @param lost cases that only the second got right
 */
export function mcnemar(won: number, lost: number): number {
  const discordant = won + lost;
  let ways = 1;
  let sum = 0;
  for (let k = 0; k <= Math.min(won, lost); k += 1) {
    sum += ways;
    ways = (ways * (discordant - k)) / (k + 1);
  }
  return Math.min(1, (2 * sum) / 2 ** discordant);
}
