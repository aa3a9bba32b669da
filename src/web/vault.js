// Locks what is kept in the browser with a passphrase, by the browser's own cryptography: PBKDF2 turns
// the passphrase into a key, AES-GCM locks with it. Nobody can open it without the passphrase.

const FORM = 1;
// What OWASP asks of PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023): about half a second here,
// and as much for every guess.
const ROUNDS = 600_000;
// More than this would be a file that was tampered with to hang the page.
const ROUNDS_MAX = 10_000_000;

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

async function keyOf(passphrase, salt, rounds) {
  // Typed on another system the same letters may be composed otherwise.
  const secret = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// The form, the rounds and the salt are locked with the rest: changed ones do not open.
const bound = (rounds, salt) => new TextEncoder().encode(`yifen ${FORM} ${rounds} ${base64(salt)}`);

async function unlockWith({ key, salt, rounds }, { iv, data }) {
  const parameters = { name: "AES-GCM", iv: bytesOf(iv), additionalData: bound(rounds, salt) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, bytesOf(data)));
}

function read(text) {
  const vault = JSON.parse(text);
  const { form, rounds } = vault;
  if (form !== FORM || !Number.isInteger(rounds) || rounds < 1 || rounds > ROUNDS_MAX) throw new Error("unknown form");
  return vault;
}

Object.assign(globalThis.yifen, {
  // Browsers withhold their cryptography from pages that come by plain http.
  canLock: () => globalThis.crypto?.subtle !== undefined,
  // A key for a new vault.
  async newKey(passphrase) {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    return { key: await keyOf(passphrase, salt, ROUNDS), salt, rounds: ROUNDS };
  },
  // The key of a vault; `openWith` tells whether it fits.
  async keyFor(passphrase, text) {
    const { salt, rounds } = read(text);
    return { key: await keyOf(passphrase, bytesOf(salt), rounds), salt: bytesOf(salt), rounds };
  },
  openWith: async (key, text) => unlockWith(key, read(text)),
  // The vault of a text, to be kept.
  async closeWith({ key, salt, rounds }, text) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const parameters = { name: "AES-GCM", iv, additionalData: bound(rounds, salt) };
    const data = new Uint8Array(await crypto.subtle.encrypt(parameters, key, new TextEncoder().encode(text)));
    const kdf = "PBKDF2-SHA-256";
    return JSON.stringify({ form: FORM, kdf, rounds, salt: base64(salt), iv: base64(iv), data: base64(data) });
  },
});
