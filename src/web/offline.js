// What the page knows of its offline copy: installing it, a newer one that waits, and erasing all that
// the browser holds for this page.

const scope = new URL("./", location.href).href;
// Other pages of the same host have caches and databases of their own.
const PREFIX = `yifen ${scope} `;

// Longer than storing a few files takes once they are here.
const INSTALL_MS = 20_000;

const wait = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

let waiting = null;
let tell = () => {};

function noteWaiting(worker) {
  waiting = worker;
  tell();
}

function watch(registration) {
  // Without a controller this is the first visit: what is installed is what is shown.
  const check = () => {
    if (registration.waiting && navigator.serviceWorker.controller) noteWaiting(registration.waiting);
  };
  check();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", check);
  });
}

const ownRegistration = async () => {
  const registration = await navigator.serviceWorker?.getRegistration(scope).catch(() => undefined);
  return registration?.scope === scope ? registration : undefined;
};

const ownCaches = async () => {
  const names = await globalThis.caches?.keys().catch(() => []);
  return (names ?? []).filter((name) => name.startsWith(PREFIX));
};

async function cacheSize(name) {
  const cache = await caches.open(name);
  const responses = await cache.matchAll();
  const sizes = await Promise.all(responses.map(async (response) => (await response.blob()).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

// Browsers ask for the manifest whenever they like, also after the seal: it becomes part of the page, with
// whole addresses, for inside one there is nothing that they could be relative to.
async function keepManifest() {
  const link = document.querySelector('link[rel="manifest"]');
  const manifest = await (await fetch(link.href)).json();
  const whole = (path) => new URL(path, link.href).href;
  for (const key of ["start_url", "scope"]) manifest[key] = whole(manifest[key]);
  link.href = `data:application/manifest+json,${encodeURIComponent(JSON.stringify(manifest))}`;
}

Object.assign(globalThis.yifen, {
  // Called before the seal, which forbids both. Failing, the page works, but not without network.
  async keepOffline() {
    if (!navigator.serviceWorker || location.protocol === "file:") return;
    navigator.serviceWorker.register("./sw.js", { scope: "./", updateViaCache: "none" }).then(watch, () => {});
    await keepManifest().catch(() => {});
  },
  // Calls back at once and whenever a newer version has come to wait.
  onUpdate(callback) {
    tell = () => callback(waiting !== null);
    tell();
  },
  // Has the newer version take over, then shows it.
  takeUpdate() {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting?.postMessage("take over");
  },
  // The bytes of the offline copy; where it is being made, once it is.
  async offlineBytes() {
    if (await ownRegistration()) await Promise.race([navigator.serviceWorker.ready, wait(INSTALL_MS)]);
    const sizes = await Promise.all((await ownCaches()).map(cacheSize));
    return sizes.reduce((sum, size) => sum + size, 0);
  },
  // Erases all that the browser holds for this page, and says whether nothing is left.
  async erase() {
    const own = (storage) => Object.keys(storage).filter((key) => key.startsWith("yifen."));
    const stores = [() => localStorage, () => sessionStorage].map((open) => {
      try {
        return open();
      } catch {
        // What cannot be reached holds nothing.
        return {};
      }
    });
    for (const store of stores) for (const key of own(store)) store.removeItem(key);
    await (await ownRegistration())?.unregister();
    for (const name of await ownCaches()) await caches.delete(name);
    const left = stores.flatMap(own).length + (await ownCaches()).length;
    return left === 0 && (await ownRegistration()) === undefined;
  },
});
