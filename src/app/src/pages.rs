//! The pages, one file each.

pub mod answer;
pub mod book;
pub mod calculator;
pub mod contract;
pub mod files;
pub mod guide;
pub mod mapping;
pub mod mappings;
pub mod pack;
pub mod privacy;
pub mod rows;
pub mod unknown;
