//! How the rows of files of one side belong together: added, joined line by line, by id, or the same rows in several files.
//!
//! [`Kinship`] finds it out in steps from what is loaded: [`outputs`] from paths and numbers of rows, [`same`] by comparing columns, [`overlap`] by hashing rows,
//! which is done only where one file's columns are among another's. [`Kinship::unite`] then makes one table of files that hold the same rows; the files whose columns
//! it took play no part of their own. What values suggest is said in a note, and asked; of rows that only partly stand twice nothing is left out.

mod asked;
mod kin;
mod outputs;
mod overlap;
mod same;
mod scan;
mod unite;

pub use asked::questions;
pub use kin::Kinship;
pub use outputs::outputs;
