/*!
Reads an entry's file.

Four lines of `key: value`, then sections under `[key]` in the order of
[`Topic::headings`], then `[sources]`. The keys are `title`, `short`, `words` (what people call it when
they search, in their own words; never shown) and `checked`. In a section every line is a paragraph, a point (`- `) or a step
(`1. `); `{1}` names a source and `[[CAUSE_ID]]` another entry. Nothing else is markup.
*/

use super::{Entry, Form, Heading, Line, Mark, Piece, Section, Source, Topic};
use crate::calendar::{DateOrder, Day, read_date};
use crate::cause::Cause;

/// What is wrong with a file, and in which line, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The line; one past the last where something is missing at the end.
    pub line: u32,
    /// What is wrong.
    pub reason: ReadReason,
}

/// What can be wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadReason {
    /// The head must be the four keys in their order, each with a value.
    Head,
    /// A date is not written as year-month-day.
    Date,
    /// Another section is expected here.
    Section,
    /// A section has no text.
    EmptySection,
    /// How to confirm is told in exactly three numbered steps.
    Steps,
    /// A bracket opens that no link or reference closes.
    Markup,
    /// A link leads nowhere.
    Link,
    /// A reference names no source.
    Reference,
    /// A source is never referred to.
    UnusedSource,
    /// A source is not written as `number | mark | date | title | address`.
    Source,
    /// There is no source.
    NoSource,
}

/// The steps that "how to confirm" has in every cause's entry.
const STEPS: usize = 3;

/// Reads the file of a topic.
///
/// # Errors
/// The first thing that does not follow the form.
pub fn read(topic: Topic, text: &str) -> Result<Entry, ReadError> {
    let mut lines = Lines::of(text);
    let title = lines.head("title")?;
    let short = lines.head("short")?;
    // Read by the search alone.
    lines.head("words")?;
    let checked = lines.head("checked")?;
    let checked = day(&checked).ok_or_else(|| lines.error(ReadReason::Date))?;
    let mut sections = Vec::new();
    for &heading in topic.headings() {
        sections.push(section(&mut lines, topic, heading)?);
    }
    lines.opens("sources")?;
    let mut sources = Vec::new();
    while let Some(line) = lines.next_text() {
        let source = source(line, sources.len() + 1).map_err(|reason| lines.error(reason))?;
        sources.push(source);
    }
    let entry = Entry {
        title,
        short,
        checked,
        sections,
        sources,
    };
    references(&entry).map_err(|reason| lines.error(reason))?;
    Ok(entry)
}

fn section(lines: &mut Lines<'_>, topic: Topic, heading: Heading) -> Result<Section, ReadError> {
    lines.opens(heading.key())?;
    let mut section = Section {
        heading,
        lines: Vec::new(),
    };
    while let Some(line) = lines.next_text_of_section() {
        let steps = section
            .lines
            .iter()
            .filter(|l| l.form == Form::Step)
            .count();
        let read = self::line(line, steps + 1).map_err(|reason| lines.error(reason))?;
        section.lines.push(read);
    }
    if section.lines.is_empty() {
        return Err(lines.error(ReadReason::EmptySection));
    }
    let all_steps = section.lines.iter().all(|line| line.form == Form::Step);
    let in_steps = matches!((topic, heading), (Topic::Cause(_), Heading::Confirm));
    if in_steps && !(all_steps && section.lines.len() == STEPS) {
        return Err(lines.error(ReadReason::Steps));
    }
    Ok(section)
}

/// A line; `step` is the number that the next step must bear.
fn line(text: &str, step: usize) -> Result<Line, ReadReason> {
    let (form, text) = if let Some(point) = text.strip_prefix("- ") {
        (Form::Point, point)
    } else if let Some((number, rest)) = text.split_once(". ")
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        if number != step.to_string() {
            return Err(ReadReason::Steps);
        }
        (Form::Step, rest)
    } else {
        (Form::Paragraph, text)
    };
    Ok(Line {
        form,
        pieces: pieces(text)?,
    })
}

fn pieces(text: &str) -> Result<Vec<Piece>, ReadReason> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, link, markup)) = next_markup(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let closing = if link { "]]" } else { "}" };
        let (inside, after) = markup.split_once(closing).ok_or(ReadReason::Markup)?;
        pieces.push(if link {
            Piece::Link(Cause::parse(inside).ok_or(ReadReason::Link)?)
        } else {
            Piece::Source(inside.parse().map_err(|_| ReadReason::Reference)?)
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

/// The text before the next link or reference, which of them it is, and what follows its opening.
fn next_markup(text: &str) -> Option<(&str, bool, &str)> {
    let link = text.find("[[");
    let reference = text.find('{');
    let is_link = match (link, reference) {
        (Some(link), Some(reference)) => link < reference,
        (link, _) => link.is_some(),
    };
    let opening = if is_link { "[[" } else { "{" };
    let (before, after) = text.split_once(opening)?;
    Some((before, is_link, after))
}

fn source(line: &str, number: usize) -> Result<Source, ReadReason> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [own_number, mark, date, title, url] = fields[..] else {
        return Err(ReadReason::Source);
    };
    if own_number != number.to_string() || title.is_empty() {
        return Err(ReadReason::Source);
    }
    Ok(Source {
        number: u8::try_from(number).map_err(|_| ReadReason::Source)?,
        mark: mark_of(mark).ok_or(ReadReason::Source)?,
        date: day(date).ok_or(ReadReason::Date)?,
        title: title.to_owned(),
        url: url.to_owned(),
    })
}

fn mark_of(text: &str) -> Option<Mark> {
    match text {
        "V" => Some(Mark::Official),
        "V-code" => Some(Mark::Code),
        "S" => Some(Mark::Secondary),
        "G" => Some(Mark::General),
        "C" => Some(Mark::Conflict),
        _ => None,
    }
}

/// Every reference has its source and every source its reference.
fn references(entry: &Entry) -> Result<(), ReadReason> {
    if entry.sources.is_empty() {
        return Err(ReadReason::NoSource);
    }
    let pieces = entry
        .sections
        .iter()
        .flat_map(|section| &section.lines)
        .flat_map(|line| &line.pieces);
    let used: Vec<u8> = pieces
        .filter_map(|piece| match piece {
            Piece::Source(number) => Some(*number),
            Piece::Text(_) | Piece::Link(_) => None,
        })
        .collect();
    let numbers = || entry.sources.iter().map(|source| source.number);
    if used
        .iter()
        .any(|number| !numbers().any(|own| own == *number))
    {
        return Err(ReadReason::Reference);
    }
    if numbers().any(|number| !used.contains(&number)) {
        return Err(ReadReason::UnusedSource);
    }
    Ok(())
}

/// The lines of a file, and where reading stands.
struct Lines<'a> {
    lines: Vec<&'a str>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            lines: text.lines().map(str::trim).collect(),
            at: 0,
        }
    }

    fn error(&self, reason: ReadReason) -> ReadError {
        ReadError {
            line: u32::try_from(self.at).unwrap_or(u32::MAX),
            reason,
        }
    }

    /// The next line that is not empty.
    fn next_text(&mut self) -> Option<&'a str> {
        while let Some(line) = self.lines.get(self.at) {
            self.at += 1;
            if !line.is_empty() {
                return Some(line);
            }
        }
        None
    }

    /// The next line that is neither empty nor the heading of a section.
    fn next_text_of_section(&mut self) -> Option<&'a str> {
        let before = self.at;
        let line = self.next_text()?;
        if is_heading(line) {
            self.at = before;
            return None;
        }
        Some(line)
    }

    fn head(&mut self, key: &str) -> Result<String, ReadError> {
        let line = self.next_text().unwrap_or_default();
        let value = line
            .strip_prefix(key)
            .and_then(|rest| rest.strip_prefix(':'))
            .map(str::trim)
            .filter(|value| !value.is_empty());
        value
            .map(str::to_owned)
            .ok_or_else(|| self.error(ReadReason::Head))
    }

    fn opens(&mut self, key: &str) -> Result<(), ReadError> {
        let line = self.next_text().unwrap_or_default();
        if is_heading(line) && &line[1..line.len() - 1] == key {
            Ok(())
        } else {
            Err(self.error(ReadReason::Section))
        }
    }
}

fn is_heading(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && !line.starts_with("[[")
}

fn day(text: &str) -> Option<Day> {
    read_date(text, DateOrder::YearFirst).ok()
}
