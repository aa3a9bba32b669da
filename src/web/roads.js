// Tries to get a word out by every road that a browser has, and tells what became of each. Started by
// a button on the privacy page. The word goes to the page's own host, which the policy of the first
// byte still allows: so only the seal can be what refuses. A page opened as a file has no host; there it
// goes to hosts that do not exist, one a road, for of another host a browser tells only the name.

// How long the browser may take to refuse.
const WAIT_MS = 1500;

const ADDRESSES =
  location.protocol === "file:" ? "https://trial-*.yifen.invalid" : new URL("./trial-*", location.href.split("#")[0]).href;
const to = (road) => ADDRESSES.replace("*", road);
const socket = (road) => to(road).replace(/^http/, "ws");
const secure = (road) => to(road).replace(/^http:/, "https:");

// This script runs before seal.js guards the page against frames and links. The trial goes round that
// guard, for it is the browser's rule behind it that has to be seen.
const append = Node.prototype.appendChild;

function place(name, properties, parent = document.body) {
  const element = Object.assign(document.createElement(name), { hidden: true }, properties);
  append.call(parent, element);
  setTimeout(() => element.remove(), WAIT_MS);
  return element;
}

const link = (road, properties) => place("link", { href: to(road), ...properties }, document.head);

// Closed by the browser's policy; each has to be answered by an event of the browser itself.
const BY_RULE = {
  fetch: () => fetch(to("fetch"), { method: "POST", body: "trial" }),
  xhr: () => {
    const request = new XMLHttpRequest();
    request.open("POST", to("xhr"));
    request.send("trial");
  },
  beacon: () => navigator.sendBeacon(to("beacon"), "trial"),
  websocket: () => new WebSocket(socket("websocket")),
  webtransport: () => new WebTransport(secure("webtransport")).ready,
  eventsource: () => new EventSource(to("eventsource")),
  image: () => place("img", { src: to("image") }),
  media: () => place("video", { src: to("media") }),
  font: () => new FontFace("trial", `url("${to("font")}")`).load(),
  script: () => place("script", { src: to("script") }, document.head),
  import: () => import(to("import")),
  stylesheet: () => link("stylesheet", { rel: "stylesheet" }),
  frame: () => place("iframe", { src: to("frame") }),
  // What is hidden a browser does not load.
  object: () => place("embed", { src: to("object"), hidden: false, width: 1, height: 1 }),
  form: () => {
    // Into a frame, so that the page stays where it is should it not be refused.
    place("iframe", { name: "trial" });
    place("form", { action: to("form"), method: "post", target: "trial" }).submit();
  },
  ping: () => {
    const anchor = place("a", { href: location.href.split("#")[0] + (location.hash || "#"), ping: to("ping") });
    anchor.click();
  },
  worker: () => new Worker(to("worker")),
  sharedworker: () => new SharedWorker(to("sharedworker")),
  serviceworker: () => navigator.serviceWorker.register(to("serviceworker")),
  prefetch: () => link("prefetch", { rel: "prefetch" }),
  preload: () => link("preload", { rel: "preload", as: "fetch" }),
};

// Roads of this kind that a browser does not have lead nowhere.
const NEEDS = {
  serviceworker: () => navigator.serviceWorker && location.protocol !== "file:",
  sharedworker: () => globalThis.SharedWorker,
  webtransport: () => globalThis.WebTransport,
};

// Closed by the page, because no policy can. Each resolves to whether it was refused.
const BY_PAGE = {
  webrtc: () => typeof globalThis.RTCPeerConnection === "undefined",
  "webrtc-frame": () => throws(() => document.body.append(document.createElement("iframe"))),
  preconnect: () =>
    throws(() => {
      const element = Object.assign(document.createElement("link"), { rel: "preconnect", href: to("preconnect") });
      document.head.append(element);
      element.remove();
    }),
  window: () => typeof globalThis.open === "undefined",
  tab: () => {
    const anchor = Object.assign(document.createElement("a"), { href: to("tab"), target: "_blank" });
    return throws(() => anchor.click()) && throws(() => anchor.dispatchEvent(new MouseEvent("click")));
  },
  // Where a browser cannot forbid it, it is not tried: the page would be gone.
  navigation: () =>
    globalThis.navigation
      ? navigation.navigate(to("navigation")).committed.then(
          () => false,
          () => true,
        )
      : false,
  // What stands in the address goes to the host when she loads the page again.
  history: () => ["pushState", "replaceState"].every((name) => throws(() => history[name](null, "", to("history")))),
  cookie: () => {
    document.cookie = "yifen=trial";
    return document.cookie === "" && typeof globalThis.cookieStore === "undefined";
  },
};

const IN_WORKER = [
  "worker-fetch",
  "worker-xhr",
  "worker-websocket",
  "worker-eventsource",
  "worker-scripts",
  "worker-import",
  "worker-worker",
];

function throws(run) {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}

const wait = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

// Runs something whose failure proves nothing: refusals are told by events. Says whether the browser
// threw a SecurityError at once, as for a worker of another host, which it refuses before any policy.
function attempt(run) {
  try {
    Promise.resolve(run()).catch(() => {});
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === "SecurityError";
  }
}

// The addresses that the browser says it blocked while `run` ran, in the page and in the worker.
async function blockedDuring(run, worker) {
  const blocked = new Set();
  const note = (address) => blocked.add(address.replace(/\/$/, ""));
  const inPage = ({ blockedURI, disposition }) => {
    if (disposition === "enforce") note(blockedURI);
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => note(data);
  addEventListener("securitypolicyviolation", inPage);
  worker?.postMessage({ trial: ADDRESSES }, [port2]);
  run(note);
  await wait(WAIT_MS);
  removeEventListener("securitypolicyviolation", inPage);
  port1.close();
  return blocked;
}

// Resolves to `[road, verdict]` for each: `rule` (the browser refused it), `page` (the page closed
// it), `none` (this browser has no such road), `open` (nothing shows that it was refused).
async function tryRoads() {
  const worker = globalThis.yifen.worker();
  const blocked = await blockedDuring((note) => {
    for (const [road, run] of Object.entries(BY_RULE)) if (attempt(run)) note(to(road));
  }, worker);
  const refused = (road) => [to, socket, secure].some((address) => blocked.has(address(road)));
  const results = [...Object.keys(BY_RULE), ...IN_WORKER].map((road) => {
    const missing = NEEDS[road] && !NEEDS[road]();
    return [road, missing ? "none" : refused(road) ? "rule" : "open"];
  });
  for (const [road, run] of Object.entries(BY_PAGE)) {
    const closed = await Promise.race([run(), wait(WAIT_MS).then(() => false)]);
    results.push([road, closed ? "page" : "open"]);
  }
  return results;
}

globalThis.yifen = { tryRoads };
