// The page in one file: its programs stand in it as text, so nothing is asked for, not even at the start.
// scripts/single.mjs writes the blocks, and the script of the page's program in front of these lines.

// A block of the page: base64 of what `deflate` made of the bytes.
function unpack(id) {
  const block = document.getElementById(id);
  const packed = Uint8Array.from(atob(block.textContent), (sign) => sign.charCodeAt(0));
  block.remove();
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
}

globalThis.yifen.packed = {
  async loadWorker() {
    const [script, bytes] = await Promise.all([unpack("worker-script").text(), unpack("worker-program").arrayBuffer()]);
    return { script, module: await WebAssembly.compile(bytes) };
  },
  async startPage() {
    await globalThis.yifen.startProgram({ module_or_path: await unpack("page-program").arrayBuffer() });
  },
  // The file itself is the copy for when there is no network.
  async keepOffline() {},
};
