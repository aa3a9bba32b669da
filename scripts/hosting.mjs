// What a host should send, in one place: finish.mjs writes it into `_headers`, check-host.mjs asks a host
// for it, and a test holds docs/hosting.md to it.

// With every file.
export const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
};

// The page's own policy, and what only a header can say.
export function policyOf(index) {
  const found = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(index);
  if (!found) throw new Error("the page holds no policy");
  return `${found[1]}; frame-ancestors 'none'`;
}

// A service worker is bound by the header that comes with it, and by no other.
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

// Asked about at each visit, so that a newer version is found.
export const FRESH = "no-cache";

// Files whose names say what is in them never change. Trunk leaves noughts off the front of a hash.
export const KEPT = "public, max-age=31536000, immutable";
export const isHashed = (name) => /-[0-9a-f]{8,16}(_bg)?\.(css|js|wasm)$/.test(name);
