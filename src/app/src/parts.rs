//! What pages are made of, one noun a file.

pub mod amount;
pub mod bridge;
pub mod cause_choice;
pub mod choice;
pub mod drop_zone;
pub mod field;
pub mod file_card;
pub mod focus;
pub mod icon;
pub mod note;
pub mod password;
pub mod said_bar;
pub mod say;
pub mod shape;
pub mod sheet;
pub mod shell;
pub mod unlock;
pub mod update;
pub mod work_bar;
