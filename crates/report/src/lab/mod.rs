//! What the lab is asked, and what it and the advisor answer.

pub mod advice;
pub mod answer;
pub mod ask;
