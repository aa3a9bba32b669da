// Runs before the program. It takes away what no policy of a browser can forbid, then waits until
// everything is in memory and has the browser forbid every connection, for the page and for every
// worker it starts, until the page is closed.

const POLICY = [
  "default-src 'none'",
  // Compiling what was loaded; no script may be added any more.
  "script-src 'wasm-unsafe-eval'",
  // A worker is started from bytes in memory and is bound by this very policy.
  "worker-src blob:",
  // The page's icon and manifest, which are part of the page.
  "img-src data:",
  "manifest-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const own = { click: HTMLElement.prototype.click, dispatch: EventTarget.prototype.dispatchEvent };

class Refused extends Error {}

// Elements that open a realm with constructors of its own, or a connection that no policy governs.
const FORBIDDEN = "iframe, frame, object, embed, fencedframe, link";
const FORBIDDEN_MARKUP = /<\s*(iframe|frame|object|embed|fencedframe|link)\b/i;

function check(value) {
  if (typeof value === "string" ? FORBIDDEN_MARKUP.test(value) : holdsForbidden(value)) {
    throw new Refused("this page takes no frames and no links to resources");
  }
}

function holdsForbidden(node) {
  if (!(node instanceof Node)) return false;
  return (node instanceof Element && node.matches(FORBIDDEN)) || node.querySelector?.(FORBIDDEN) != null;
}

// Looks at what is handed to a method before the method has it.
function guardMethods(prototype, names) {
  for (const name of names) {
    const method = prototype[name];
    if (!method) continue;
    prototype[name] = function (...values) {
      values.forEach(check);
      return Reflect.apply(method, this, values);
    };
  }
}

function guardSetters(prototype, names) {
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property?.set) continue;
    const { set } = property;
    Object.defineProperty(prototype, name, {
      ...property,
      set(value) {
        check(value);
        Reflect.apply(set, this, [value]);
      },
    });
  }
}

function guardInsertion() {
  const inserting = ["append", "prepend", "replaceChildren", "before", "after", "replaceWith", "moveBefore"];
  guardMethods(Node.prototype, ["appendChild", "insertBefore", "replaceChild"]);
  for (const { prototype } of [Element, Document, DocumentFragment, CharacterData, DocumentType]) {
    guardMethods(prototype, inserting);
  }
  const markup = ["insertAdjacentElement", "insertAdjacentHTML", "setHTMLUnsafe", "write", "writeln", "execCommand"];
  for (const { prototype } of [Element, ShadowRoot, Document]) {
    guardMethods(prototype, markup);
    guardSetters(prototype, ["innerHTML", "outerHTML"]);
  }
  guardMethods(Range.prototype, ["insertNode", "surroundContents", "createContextualFragment"]);
  guardSetters(Document.prototype, ["body"]);
}

// A click by script must not lead to another address. What she clicks herself may: the guide names
// its sources.
const leadsAway = (element) =>
  (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) &&
  element.href !== "" &&
  new URL(element.href).protocol !== "blob:" &&
  element.href.split("#")[0] !== location.href.split("#")[0];

function guardClicks() {
  HTMLElement.prototype.click = function () {
    if (leadsAway(this)) throw new Refused("a script does not open other addresses");
    Reflect.apply(own.click, this, []);
  };
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event?.type === "click" && leadsAway(this)) throw new Refused("a script does not open other addresses");
    return Reflect.apply(own.dispatch, this, [event]);
  };
}

// Leaving by script is refused as well: an address can carry figures. Saving a file that was made here
// passes, and so does loading the page again under the address it came from.
function guardNavigation() {
  const [home] = location.href.split("#");
  globalThis.navigation?.addEventListener("navigate", (event) => {
    const { url, sameDocument } = event.destination;
    const again = event.navigationType === "reload" && url.split("#")[0] === home;
    const saving = event.downloadRequest !== null && url.startsWith("blob:");
    if (!sameDocument && !again && !saving && event.cancelable) event.preventDefault();
  });
}

// Nor may a script write into the address what would go to the host when she loads the page again: only
// what stands behind the hash stays here.
function guardHistory() {
  const [home] = location.href.split("#");
  for (const name of ["pushState", "replaceState"]) {
    const method = History.prototype[name];
    History.prototype[name] = function (state, unused, address) {
      const next = new URL(address ?? location.href, location.href).href;
      if (next.split("#")[0] !== home) throw new Refused("a script does not change the page's address");
      Reflect.apply(method, this, [state, unused, next]);
    };
  }
}

// Peers, other windows, other displays, and cookies, which travel to the host with the next visit.
function removeRoads() {
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "open", "PresentationRequest", "cookieStore"]) {
    delete globalThis[name];
  }
  Object.defineProperty(Document.prototype, "cookie", { get: () => "", set() {} });
}

let sealed = false;

// Adds the policy. Policies only ever add up: what one forbids no other allows, and none can be taken
// back; removing the element changes nothing.
function seal() {
  if (sealed) return;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = POLICY;
  document.head.append(meta);
  sealed = true;
}

// The worker's program, once it is here: its script as a blob, its wasm compiled.
let arrived;
const program = new Promise((resolve, reject) => {
  arrived = { resolve, reject };
});
program.catch(() => {});
let address;
let latest;

removeRoads();
guardInsertion();
guardClicks();
guardNavigation();
guardHistory();

Object.assign(globalThis.yifen, {
  // Called once, when nothing more has to be loaded.
  ready({ script, module }) {
    seal();
    address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    arrived.resolve(module);
  },
  // The program of the worker did not arrive.
  failed(error) {
    seal();
    arrived.reject(error);
  },
  isSealed: () => sealed,
  isOneFile: () => globalThis.yifen.packed !== undefined,
  // Resolves to a fresh worker. It needs no request, so it can be started at any time.
  async startWorker() {
    const module = await program;
    latest = new Worker(address);
    latest.postMessage(module);
    return latest;
  },
  // The worker that was started last, for the trial of its roads.
  worker: () => latest,
});
