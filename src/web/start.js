// Starts the worker: a classic script, because that works from every origin a page can have.
// Its folder bears the version, so both files here are of one build.

importScripts("./yifen-worker.js");

wasm_bindgen({ module_or_path: "./yifen-worker_bg.wasm" }).catch((error) => {
  // Outside a promise, so that the page hears of it.
  setTimeout(() => {
    throw error;
  });
});
