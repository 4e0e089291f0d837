//! What people do on the page, as plain values: the place and the view that the address holds, which rows of a table are shown and in which order,
//! brushes from positions on a chart, and which files of a list or a folder are to be read again.
//!
//! Plain functions without a browser: the page (`ui`) hears clicks and keys, asks here what they mean, and shows the answer.

pub mod answers;
pub mod attributes;
pub mod brushes;
pub mod checks;
pub mod columns;
pub mod dates;
pub mod features;
pub mod link;
pub mod order;
pub mod runs;
pub mod screen;
pub mod watch;
