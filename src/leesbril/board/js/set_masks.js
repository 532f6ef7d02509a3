// Which articles are in set A, and which in set B.

/** The masks of both sets without the articles that are in both: those count in neither; null if one is not chosen. */
export function apart({a, b}) {
  if (!a || !b) return null;
  return [a.map((inside, row) => (inside && !b[row] ? 1 : 0)), b.map((inside, row) => (inside && !a[row] ? 1 : 0))];
}
