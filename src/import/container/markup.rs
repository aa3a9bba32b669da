/*!
Tags and texts of a page or an XML file, one after the other, whatever is wrong with their nesting.

Enough for tables: no entities but the numbered ones and a handful of named ones, so nothing can
expand; no tree, so nothing can be too deep.
*/

use std::borrow::Cow;

/// A piece of markup.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// `<name attributes>`; a tag that closes itself is followed by its own end.
    Open {
        /// Its name without the prefix of a namespace, as written.
        name: &'t str,
        /// What stands behind the name.
        attributes: &'t str,
    },
    /// `</name>`.
    Close(&'t str),
    /// What stands between tags, entities and all.
    Text(&'t str),
}

/// The pieces of a text.
pub struct Pieces<'t> {
    rest: &'t str,
    closing: Option<&'t str>,
}

/// Takes a text apart.
#[must_use]
pub const fn pieces(text: &str) -> Pieces<'_> {
    Pieces {
        rest: text,
        closing: None,
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if let Some(name) = self.closing.take() {
            return Some(Piece::Close(name));
        }
        loop {
            let open = self.rest.find('<');
            if open != Some(0) {
                if self.rest.is_empty() {
                    return None;
                }
                let (text, rest) = self.rest.split_at(open.unwrap_or(self.rest.len()));
                self.rest = rest;
                return Some(Piece::Text(text));
            }
            if let Some(rest) = self.rest.strip_prefix("<!--") {
                self.rest = rest.split_once("-->").map_or("", |(_, behind)| behind);
            } else if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
                let (text, behind) = rest.split_once("]]>").unwrap_or((rest, ""));
                self.rest = behind;
                return Some(Piece::Text(text));
            } else {
                return Some(self.tag());
            }
        }
    }
}

impl<'t> Pieces<'t> {
    /// The tag at which the rest begins.
    fn tag(&mut self) -> Piece<'t> {
        let inside = self.rest.get(1..).unwrap_or_default();
        let end = end_of_tag(inside);
        let body = inside.get(..end).unwrap_or(inside);
        self.rest = inside.get(end + 1..).unwrap_or_default();
        if let Some(name) = body.strip_prefix('/') {
            return Piece::Close(local(name.trim()));
        }
        let (body, alone) = body
            .strip_suffix('/')
            .map_or((body, false), |body| (body, true));
        let split = body.find(char::is_whitespace).unwrap_or(body.len());
        let (name, attributes) = body.split_at(split);
        let name = local(name);
        if alone {
            self.closing = Some(name);
        }
        Piece::Open { name, attributes }
    }
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of_tag(inside: &str) -> usize {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed: the tag ends at the first bracket.
    inside.find('>').unwrap_or(inside.len())
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, its name without the prefix of a namespace.
#[must_use]
pub fn attribute<'t>(attributes: &'t str, wanted: &str) -> Option<&'t str> {
    let mut rest = attributes;
    loop {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => behind.get(1..)?.split_once(quote)?,
            None => behind
                .split_once(char::is_whitespace)
                .unwrap_or((behind, "")),
        };
        if local(name.trim()).eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

/// The longest name of an entity that is known, with its number of letters.
const ENTITY_BYTES_MAX: usize = 10;

/// A text with its entities replaced.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        // No further than a name goes: a text of ampersands alone would be read again for each.
        let near = rest.bytes().take(ENTITY_BYTES_MAX + 1);
        let entity = near
            .into_iter()
            .position(|byte| byte == b';')
            .and_then(|end| Some((letter(rest.get(1..end)?)?, end)));
        let (letter, end) = entity.unwrap_or(('&', 0));
        out.push(letter);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn letter(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32);
    }
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "yen" => '¥',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Piece, attribute, pieces, plain};

    #[test]
    fn tags_and_texts() {
        let got: Vec<_> =
            pieces("<a b=\"1>2\">x<!-- <y> --><ss:c/>&amp;</a><![CDATA[<z>]]>").collect();
        let want = [
            Piece::Open {
                name: "a",
                attributes: " b=\"1>2\"",
            },
            Piece::Text("x"),
            Piece::Open {
                name: "c",
                attributes: "",
            },
            Piece::Close("c"),
            Piece::Text("&amp;"),
            Piece::Close("a"),
            Piece::Text("<z>"),
        ];
        assert_eq!(got, want);
        assert!(pieces("<<<\"").count() < 4);
    }

    #[test]
    fn attributes_and_entities() {
        assert_eq!(attribute(" ss:Index=\"3\" b='x'", "index"), Some("3"));
        assert_eq!(attribute(" colspan=2 b", "colspan"), Some("2"));
        assert_eq!(attribute(" a", "a"), None);
        assert_eq!(plain("&yen;1&#44;2&#x33; & &quatsch;"), "¥1,23 & &quatsch;");
    }
}
