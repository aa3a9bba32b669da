//! The views of an explanation that can be saved.

pub mod json;
