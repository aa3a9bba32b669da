// Files of kinds that no text editor writes, made for the tests: GBK texts, archives, workbooks.

import { crc32 } from "node:zlib";

// Node.js decodes GBK but does not encode it: the table is turned round.
let codes;
export function gbk(text) {
  if (!codes) {
    codes = new Map();
    const decoder = new TextDecoder("gbk");
    for (let high = 0x81; high <= 0xfe; high += 1) {
      for (let low = 0x40; low <= 0xfe; low += 1) {
        const sign = decoder.decode(Uint8Array.of(high, low));
        if (sign.length === 1 && sign !== "\ufffd") codes.set(sign, [high, low]);
      }
    }
  }
  return Buffer.from([...text].flatMap((sign) => (sign < "\u0080" ? [sign.charCodeAt(0)] : codes.get(sign))));
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

// The traditional lock of zip archives (APPNOTE 6.1): every byte against a stream that the password
// and the bytes before it make.
function lock(content, password) {
  const keys = [0x12345678, 0x23456789, 0x34567890];
  const next = (rest, byte) => (rest >>> 8) ^ TABLE[(rest ^ byte) & 0xff];
  const turn = (byte) => {
    keys[0] = next(keys[0], byte);
    keys[1] = (Math.imul((keys[1] + (keys[0] & 0xff)) | 0, 134775813) + 1) | 0;
    keys[2] = next(keys[2], keys[1] >>> 24);
  };
  for (const byte of Buffer.from(password)) turn(byte);
  const head = Buffer.alloc(12);
  // The last of them tells a wrong password.
  head[11] = crc32(content) >>> 24;
  return Buffer.concat([head, content]).map((byte) => {
    const key = (keys[2] | 2) & 0xffff;
    turn(byte);
    return byte ^ ((Math.imul(key, key ^ 1) >>> 8) & 0xff);
  });
}

// An archive of members `[name, content]`, locked where there is a password.
export function zip(members, password) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of members) {
    const content = Buffer.from(text);
    const stored = password ? lock(content, password) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(password ? 0x801 : 0x800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(stored.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), stored]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), common, rest, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06"), end]);
}

// A workbook of one sheet; numbers stay numbers.
export function xlsx(rows) {
  const cell = (value) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  const office = "http://schemas.openxmlformats.org";
  const relations = (kind, target) =>
    `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zip([
    [
      "[Content_Types].xml",
      `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    ],
    ["_rels/.rels", relations("officeDocument", "xl/workbook.xml")],
    ["xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="明细" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      "xl/worksheets/sheet1.xml",
      `<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
    ],
  ]);
}
