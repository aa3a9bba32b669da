// Keeps the page's own files for when there is no network, and answers with them. The build writes the
// two lines below. It asks its own host for exactly these files, once, when it is installed, and checks
// each by its hash; after that it asks nobody for anything.

const BUILD = "unbuilt";
const FILES = [];

const SCOPE = self.registration.scope;
const PREFIX = `yifen ${SCOPE} `;
const CACHE = PREFIX + BUILD;
const urls = new Map(FILES.map(([path, integrity]) => [new URL(path, SCOPE).href, integrity]));

async function keep() {
  const cache = await caches.open(CACHE);
  const fetched = [...urls].map(async ([url, integrity]) => {
    const response = await fetch(url, { integrity, cache: "no-cache", credentials: "same-origin" });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return [url, response];
  });
  // All or nothing: a copy of which a file is missing is no copy.
  for (const [url, response] of await Promise.all(fetched)) await cache.put(url, response);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(url, request) {
  // Where the browser threw the copy away the host is asked, as it would be without this script.
  return (await caches.match(url, { cacheName: CACHE })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", ({ data }) => {
  // She asked for the new version. By itself it waits until every page of the old one is closed.
  if (data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  url.hash = url.search = "";
  const page = new URL("index.html", SCOPE).href;
  const asked = url.href === page ? SCOPE : url.href;
  if (event.request.method === "GET" && urls.has(asked)) event.respondWith(answer(asked, event.request));
});
