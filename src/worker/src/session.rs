//! What the worker holds between two messages, and what it answers to each.

use yifen::calendar::Day;
use yifen::explanation::{Explanation, explain_judged};
use yifen::import::mapping::preview;
use yifen::import::{import, import_known};
use yifen::protocol::{Ask, Bytes, Loaded, PackOf, RowsOf, Stage, Told, WINDOW_ROWS_MAX, Wish};
use yifen::record::{Book, FileId, RowView};
use yifen::report::pack::pack;
use yifen::report::proof::Proof;
use yifen::report::workbook::answer_workbook;
use yifen::report::{certificate, json, letter};
use yifen::settings::Settings;
use yifen::text::Lang;
use yifen::verdict::{RowName, Verdict};

/// Name and bytes of the sample shop's files, in the order that their cards stand.
const SAMPLE: [(&str, &[u8]); 3] = [
    (
        "register.csv",
        include_bytes!("../../../examples/sample/register.csv"),
    ),
    (
        "JY_20260308.txt",
        include_bytes!("../../../examples/sample/JY_20260308.txt"),
    ),
    (
        "bank_icbc.csv",
        include_bytes!("../../../examples/sample/bank_icbc.csv"),
    ),
];

/// A file as it came beside a request.
#[derive(Default)]
pub struct Brought {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its SHA-256 in hexadecimal, where the browser has computed it.
    pub sha256: Option<String>,
}

/// The loaded files and the last explanation of them.
#[derive(Default)]
pub struct Session {
    book: Book,
    explanation: Option<Explanation>,
}

impl Session {
    /// Answers one request; `brought` is the file that came beside it, if one did.
    pub fn answer(
        &mut self,
        ask: Ask,
        brought: Option<Brought>,
        progress: &mut dyn FnMut(Stage, u8),
    ) -> Told {
        match ask {
            Ask::Import { name, wish } => {
                self.import(&name, brought.unwrap_or_default(), &wish, progress)
            }
            Ask::Preview { name, wish, look } => {
                let bytes = brought.unwrap_or_default().bytes;
                Told::Preview(preview(&name, &bytes, &wish, look).map(Box::new))
            }
            Ask::LoadSample => self.load_sample(progress),
            Ask::Remove(file) => self.remove(file),
            Ask::Clear => {
                *self = Self::default();
                Told::Files(self.files())
            }
            Ask::Explain(settings, verdicts) => self.explain(&settings, &verdicts, progress),
            Ask::Target { of, groups } => self.target(of, groups.as_deref()),
            Ask::Candidates(row) => self.candidates(&row),
            Ask::Rows { of, start, count } => self.rows(of, start, count.min(WINDOW_ROWS_MAX)),
            Ask::SaveJson(lang) => self.save_json(lang, progress),
            Ask::SaveCertificate => self.save_certificate(progress),
            Ask::SaveTable { lang, today } => {
                progress(Stage::Write, 0);
                self.save_table(lang, today).unwrap_or(Told::Gone)
            }
            Ask::Letter { of, lang, today } => self.letter(of, lang, today),
            Ask::Pack {
                of,
                lang,
                letter,
                today,
            } => {
                progress(Stage::Write, 0);
                self.pack(of, lang, &letter, today).unwrap_or(Told::Gone)
            }
            Ask::Guide { topic, lang } => yifen::guide::entry(topic, lang)
                .map_or(Told::Gone, |entry| Told::Guide(Box::new(entry))),
            Ask::GuideSearch { words, lang } => Told::GuideHits(yifen::guide::search(&words, lang)),
        }
    }

    fn import(
        &mut self,
        name: &str,
        file: Brought,
        wish: &Wish,
        progress: &mut dyn FnMut(Stage, u8),
    ) -> Told {
        // What was explained was explained of other files.
        self.explanation = None;
        let (book, sha256) = (&mut self.book, file.sha256);
        let result = import_known(book, name, &file.bytes, sha256, wish, progress);
        Told::Imported {
            files: self.files(),
            result,
        }
    }

    fn load_sample(&mut self, progress: &mut dyn FnMut(Stage, u8)) -> Told {
        *self = Self::default();
        for (name, bytes) in SAMPLE {
            // A sample that cannot be read would be a defect of the build; the tests load it, and
            // here the cards simply show what was read.
            let _refused = import(&mut self.book, name, bytes, &Wish::default(), progress);
        }
        Told::Files(self.files())
    }

    fn remove(&mut self, file: FileId) -> Told {
        self.explanation = None;
        self.book.remove(file);
        Told::Files(self.files())
    }

    fn explain(
        &mut self,
        settings: &Settings,
        verdicts: &[Verdict],
        progress: &mut dyn FnMut(Stage, u8),
    ) -> Told {
        match explain_judged(&self.book, settings, verdicts, progress) {
            Ok(explanation) => {
                let answer = Box::new(explanation.answer().clone());
                self.explanation = Some(explanation);
                Told::Explained(Ok(answer))
            }
            Err(error) => {
                self.explanation = None;
                Told::Explained(Err(error))
            }
        }
    }

    fn target(&self, of: RowsOf, groups: Option<&[u32]>) -> Told {
        let explanation = self.explanation.as_ref();
        let target = explanation.and_then(|e| e.target(&self.book, of, groups));
        target.map_or(Told::Gone, Told::Target)
    }

    fn candidates(&self, row: &RowName) -> Told {
        let explanation = self.explanation.as_ref();
        let rows = explanation.and_then(|e| e.candidates(&self.book, row));
        rows.map_or(Told::Gone, |rows| Told::Rows {
            total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            rows,
        })
    }

    fn rows(&self, of: RowsOf, start: u32, count: u32) -> Told {
        let window = match of {
            RowsOf::File(file) => self.file_rows(file, start, count),
            _ => self
                .explanation
                .as_ref()
                .and_then(|e| e.rows(&self.book, of, start, count)),
        };
        window.map_or(Told::Gone, |(total, rows)| Told::Rows { total, rows })
    }

    /// Rows of a file need no explanation: the Files page shows them before there is one.
    fn file_rows(&self, file: FileId, start: u32, count: u32) -> Option<(u32, Vec<RowView>)> {
        self.book.file(file)?;
        let of_file = || {
            let files = self.book.records.file.iter().enumerate();
            files
                .filter(move |(_, of)| **of == file)
                .map(|(row, _)| row)
        };
        let total = u32::try_from(of_file().count()).unwrap_or(u32::MAX);
        let rows = of_file().skip(start as usize).take(count as usize);
        Some((total, rows.map(|row| self.book.view(row)).collect()))
    }

    fn save_json(&self, lang: Lang, progress: &mut dyn FnMut(Stage, u8)) -> Told {
        let Some(explanation) = &self.explanation else {
            return Told::Gone;
        };
        progress(Stage::Write, 0);
        let period = explanation.answer().period;
        Told::File {
            name: format!("yifen-{}-{}.json", period.from, period.to),
            mime: "application/json".to_owned(),
            text: json::explanation(explanation, &self.book, lang),
        }
    }

    fn save_certificate(&self, progress: &mut dyn FnMut(Stage, u8)) -> Told {
        let Some(explanation) = &self.explanation else {
            return Told::Gone;
        };
        progress(Stage::Write, 0);
        let period = explanation.answer().period;
        Told::File {
            name: format!("yifen-certificate-{}-{}.json", period.from, period.to),
            mime: "application/json".to_owned(),
            text: certificate::certificate(explanation, &self.book),
        }
    }

    fn save_table(&self, lang: Lang, today: Day) -> Option<Told> {
        let explanation = self.explanation.as_ref()?;
        let proof = Proof::whole(explanation, &self.book)?;
        let answer = explanation.answer();
        let bytes = answer_workbook(answer, &proof, lang, today).ok()?;
        let period = answer.period;
        Some(Told::Packed {
            name: format!("yifen-{}-{}.xlsx", period.from, period.to),
            mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
            bytes: Bytes(bytes),
        })
    }

    fn proof(&self, of: PackOf) -> Option<(&Explanation, Proof)> {
        let explanation = self.explanation.as_ref()?;
        let proof = Proof::gather(explanation, &self.book, of)?;
        (!proof.is_empty()).then_some((explanation, proof))
    }

    fn letter(&self, of: PackOf, lang: Lang, today: Day) -> Told {
        let proof = self.proof(of);
        Told::Letter(proof.map(|(_, proof)| Box::new(letter::papers(&proof, lang, today))))
    }

    fn pack(&self, of: PackOf, lang: Lang, letter: &str, today: Day) -> Option<Told> {
        let (explanation, proof) = self.proof(of)?;
        let packed = pack(explanation, &self.book, &proof, lang, letter, today);
        let (name, bytes) = packed.ok()?;
        Some(Told::Packed {
            name,
            mime: "application/zip".to_owned(),
            bytes: Bytes(bytes),
        })
    }

    fn files(&self) -> Vec<Loaded> {
        let files = self.book.files.iter();
        files
            .map(|entry| Loaded {
                id: entry.id,
                report: entry.report.clone(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(session: &mut Session, ask: Ask, bytes: Option<Vec<u8>>) -> Told {
        let brought = bytes.map(|bytes| Brought {
            bytes,
            sha256: None,
        });
        session.answer(ask, brought, &mut |_, _| {})
    }

    #[test]
    fn an_empty_file_is_refused_with_its_reason() {
        let ask = Ask::Import {
            name: "a.csv".to_owned(),
            wish: Box::default(),
        };
        let told = quiet(&mut Session::default(), ask, Some(Vec::new()));
        assert!(matches!(
            told,
            Told::Imported { result: Err(yifen::import::ImportError::Empty), files } if files.is_empty()
        ));
    }

    #[test]
    fn the_sample_is_read_whole() {
        let told = quiet(&mut Session::default(), Ask::LoadSample, None);
        let Told::Files(files) = told else {
            panic!("{told:?}")
        };
        let formats: Vec<_> = files
            .iter()
            .map(|file| file.report.format.as_str())
            .collect();
        assert_eq!(formats, ["register", "lakala_jy", "icbc"]);
        for file in files {
            assert_eq!(file.report.refused_count, 0, "{}", file.report.name);
            assert!(
                file.report
                    .controls
                    .iter()
                    .all(yifen::import::Control::holds),
                "{:?}",
                file.report
            );
        }
    }

    #[test]
    fn the_sample_is_explained_and_shows_its_rows() {
        let mut session = Session::default();
        quiet(&mut session, Ask::LoadSample, None);
        let told = quiet(&mut session, Ask::Explain(Box::default(), Vec::new()), None);
        let Told::Explained(Ok(answer)) = told else {
            panic!("{told:?}")
        };
        assert_eq!(answer.unexplained.minor, 0);
        for (line, view) in (0..).zip(&answer.lines) {
            let of = RowsOf::Line(line);
            let ask = Ask::Rows {
                of,
                start: 0,
                count: 1000,
            };
            let told = quiet(&mut session, ask, None);
            let Told::Rows { total, rows } = told else {
                panic!("{of:?}: {told:?}")
            };
            assert!(total > 0, "{:?}", view.cause);
            // What a page asks for in pieces is what it would get at once.
            let mut pieces = Vec::new();
            for start in (0..total).step_by(7) {
                let ask = Ask::Rows {
                    of,
                    start,
                    count: 7,
                };
                let Told::Rows { rows, .. } = quiet(&mut session, ask, None) else {
                    panic!("{of:?} from {start}")
                };
                pieces.extend(rows);
            }
            assert_eq!(pieces.len(), total as usize, "{:?}", view.cause);
            let shown = pieces.len().min(rows.len());
            assert_eq!(pieces[..shown], rows[..shown], "{:?}", view.cause);
            let groups: Vec<_> = pieces.iter().map(|row| row.group).collect();
            assert!(groups.is_sorted(), "rows of a match stand together");
        }
        for (ask, want) in [
            (Ask::SaveJson(Lang::En), "yifen-2026-03-02-2026-03-08.json"),
            (
                Ask::SaveCertificate,
                "yifen-certificate-2026-03-02-2026-03-08.json",
            ),
        ] {
            let told = quiet(&mut session, ask, None);
            assert!(matches!(told, Told::File { name, .. } if name == want));
        }
        let ask = Ask::SaveTable {
            lang: Lang::En,
            today: Day::from_epoch(20_600),
        };
        let told = quiet(&mut session, ask, None);
        let want = "yifen-2026-03-02-2026-03-08.xlsx";
        assert!(matches!(told, Told::Packed { name, bytes, .. }
            if name == want && bytes.0.starts_with(b"PK")));
    }

    #[test]
    fn a_change_of_files_makes_the_answer_void() {
        let mut session = Session::default();
        quiet(&mut session, Ask::LoadSample, None);
        quiet(&mut session, Ask::Explain(Box::default(), Vec::new()), None);
        quiet(&mut session, Ask::Remove(FileId(0)), None);
        assert!(matches!(
            quiet(&mut session, Ask::SaveJson(Lang::Zh), None),
            Told::Gone
        ));
        assert!(matches!(
            quiet(&mut session, Ask::SaveCertificate, None),
            Told::Gone
        ));
        let ask = Ask::SaveTable {
            lang: Lang::Zh,
            today: Day::from_epoch(20_600),
        };
        assert!(matches!(quiet(&mut session, ask, None), Told::Gone));
    }

    #[test]
    fn what_is_not_there_is_gone() {
        let mut session = Session::default();
        for of in [RowsOf::Line(0), RowsOf::File(FileId(9)), RowsOf::Payout(0)] {
            let told = quiet(
                &mut session,
                Ask::Rows {
                    of,
                    start: 0,
                    count: 10,
                },
                None,
            );
            assert!(matches!(told, Told::Gone), "{of:?}");
        }
        assert!(matches!(
            quiet(&mut session, Ask::SaveJson(Lang::Zh), None),
            Told::Gone
        ));
    }
}
