//! Made data: the generator behind the example, the tests and the benchmarks.
//!
//! Everything is seeded and written in the formats that people drop, so that made data go through the same doors as theirs.

pub mod census;
pub mod changes;
pub mod loans;
mod random;
pub mod scored;
mod unchangeable;

pub use random::Random;
pub use unchangeable::Unchangeable;
