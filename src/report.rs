//! The views of an explanation that can be saved.

pub mod certificate;
pub mod json;
pub mod letter;
pub mod mask;
pub mod pack;
pub mod proof;
pub mod table;
mod verdicts;
pub mod workbook;
