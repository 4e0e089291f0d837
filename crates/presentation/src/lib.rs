//! The report as people read it, on the page and in what is saved: its numbers and names as words, and the charts made from it.
//!
//! Plain functions of the report; nothing is measured or judged here.

pub mod attribution;
pub mod bias;
pub mod checks;
pub mod columns;
pub mod csv;
pub mod distribution;
pub mod features;
pub mod format;
pub mod gate;
pub mod html;
pub mod junit;
pub mod lab;
pub mod markdown;
pub mod over_time;
pub mod quality;
pub mod reported;
pub mod rules;
pub mod runs;
pub mod sample;
pub mod sentence;
pub mod sides;
pub mod statistics;
pub mod summary;
pub mod texts;
pub mod windows;
pub mod words;
