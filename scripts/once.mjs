// The one place of `from` in the text becomes `to`; where it is not there once, the build has changed.
export function replaceOnce(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`not exactly once: ${from}`);
  return parts.join(to);
}
