// The worker's own lines; they follow the script that wasm-bindgen made, in one blob.

// Tries to send a word by every road that a worker has; see roads.js, which asks for it.
function tryRoads(addresses, port) {
  const to = (road) => addresses.replace("*", road);
  const socket = (road) => to(road).replace(/^http/, "ws");
  const roads = {
    "worker-fetch": () => fetch(to("worker-fetch")),
    "worker-xhr": () => {
      const request = new XMLHttpRequest();
      request.open("POST", to("worker-xhr"));
      request.send("trial");
    },
    "worker-websocket": () => new WebSocket(socket("worker-websocket")),
    "worker-eventsource": () => new EventSource(to("worker-eventsource")),
    "worker-scripts": () => importScripts(to("worker-scripts")),
    "worker-import": () => import(to("worker-import")),
    "worker-worker": () => new Worker(to("worker-worker")),
  };
  addEventListener("securitypolicyviolation", ({ blockedURI, disposition }) => {
    if (disposition === "enforce") port.postMessage(blockedURI);
  });
  for (const [road, run] of Object.entries(roads)) {
    try {
      Promise.resolve(run()).catch(() => {});
    } catch (error) {
      // The refusal is told by the event above; a failure by itself proves nothing, but for this one, by
      // which a browser refuses a worker of another host.
      if (error.name === "SecurityError") port.postMessage(to(road));
    }
  }
}

// Before the program's own listener, which must not hear of it.
addEventListener("message", (event) => {
  if (event.data?.trial) {
    event.stopImmediatePropagation();
    tryRoads(event.data.trial, event.ports[0]);
  }
});

// The page's first message is the compiled program.
addEventListener("message", ({ data }) => void wasm_bindgen({ module_or_path: data }), { once: true });

// What breaks inside a promise breaks outside it, so that the page hears of it.
addEventListener("unhandledrejection", ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});
