// Starts the page. Trunk gives its two files hashed names and writes them, with their SHA-384, into
// preload links; this finds them there, so that no script has to stand inside the page.

const link = (rel) => document.querySelector(`head link[rel="${rel}"][href]`);

try {
  const script = link("modulepreload");
  const program = link("preload");
  const { default: init } = await import(script.href);
  // Browsers check the hash of a script by its link, but that of the program only in `fetch`.
  const response = await fetch(program.href, { integrity: program.integrity });
  await init({ module_or_path: response });
} catch (error) {
  console.error(error);
  document.querySelector("#boot-failed").hidden = false;
}
