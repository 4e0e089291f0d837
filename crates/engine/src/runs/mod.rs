//! Several executions or scenarios at once.
//!
//! [`group`](group::group) says which of the loaded sources are a run of their own, [`cast`](cast::cast) which sources a run is measured with. The session
//! measures the runs one after the other, each like a session of its own, and keeps what it measured; [`row`](row::row) tells a run in short, [`story`] what
//! stands out in it.

mod alike;
pub mod cast;
mod feature;
pub mod group;
mod monitors;
mod paths;
pub mod row;
mod story;
mod words;

pub use cast::{Cast, cast};
pub use feature::of_feature;
pub use group::{Group, Groups, group};
pub use row::row;
pub use words::grouping;
