//! A case's next step as a calendar file (RFC 5545) that any telephone opens.

use super::Case;
use crate::calendar::Day;
use crate::text::{Lang, cases};

/// A line of a calendar file holds so many bytes; longer ones are folded (RFC 5545, 3.1).
const LINE_BYTES: usize = 75;

/// The file's text; `None` where the case has no date. `made` is the day it is written.
#[must_use]
pub fn reminder(case: &Case, lang: Lang, made: Day) -> Option<String> {
    let due = case.due?;
    let (title, body) = cases::reminder(lang, case);
    let basic = |day: Day| day.to_string().replace('-', "");
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Yifen//Yifen//ZH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:yifen-{}-{}@yifen.invalid", case.id, basic(case.since)),
        format!("DTSTAMP:{}T000000Z", basic(made)),
        format!("DTSTART;VALUE=DATE:{}", basic(due)),
        format!("DTEND;VALUE=DATE:{}", basic(due.plus(1))),
        format!("SUMMARY:{}", escaped(&title)),
        format!("DESCRIPTION:{}", escaped(&body)),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        // Nine o'clock of an all-day event: shops and service lines are open then.
        "TRIGGER:PT9H".to_owned(),
        format!("DESCRIPTION:{}", escaped(&title)),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    let mut file = String::new();
    for line in &lines {
        push_folded(&mut file, line);
    }
    Some(file)
}

/// Commas, semicolons, backslashes and line ends as the form wants them.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace("\r\n", "\\n")
        .replace(['\n', '\r'], "\\n")
}

fn push_folded(file: &mut String, line: &str) {
    let mut bytes = 0;
    for sign in line.chars() {
        if bytes + sign.len_utf8() > LINE_BYTES {
            file.push_str("\r\n ");
            bytes = 1;
        }
        file.push(sign);
        bytes += sign.len_utf8();
    }
    file.push_str("\r\n");
}
