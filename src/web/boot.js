// Loads the page's program and the worker's, has the page sealed, and starts what stands offline.
// The build writes every file's hashed name and its SHA-384 into links; this finds them there, so that
// no script has to stand inside the page.

const link = (rel) => document.querySelector(`head link[rel="${rel}"][href]`);

// Browsers check the hash of a script by its link, but that of anything else only in `fetch`.
async function load(rel, priority = "auto") {
  const { href, integrity } = link(rel);
  const response = await fetch(href, { integrity, priority });
  if (!response.ok) throw new Error(`${href}: ${response.status}`);
  return response;
}

async function loadWorker() {
  // Behind the page's own program, which stands between her and the first sight of the page.
  const [script, program] = await Promise.all([load("yifen-worker", "low"), load("yifen-worker-program", "low")]);
  const [text, bytes] = await Promise.all([script.text(), program.arrayBuffer()]);
  return { script: text, module: await WebAssembly.compile(bytes) };
}

async function startPage() {
  const { default: init } = await import(link("modulepreload").href);
  await init({ module_or_path: await load("preload") });
}

const loaded = new Promise((resolve) => {
  if (document.readyState === "complete") resolve();
  else addEventListener("load", resolve, { once: true });
});

try {
  // Without the script that seals it the page does not open.
  if (!globalThis.yifen?.ready) throw new Error("the script that seals the page is missing");
  // The page in one file has all of it inside: src/web/unpack.js.
  const from = globalThis.yifen.packed ?? { loadWorker, startPage, keepOffline: globalThis.yifen.keepOffline };
  const worker = from.loadWorker();
  worker.catch(() => {});
  await from.startPage();
  const program = await worker;
  await loaded;
  await from.keepOffline();
  globalThis.yifen.ready(program);
} catch (error) {
  globalThis.yifen?.failed?.(error);
  console.error(error);
  document.querySelector("#boot-failed").hidden = false;
}
