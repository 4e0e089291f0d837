//! The session: what is loaded, what role it plays, what was asked.
//!
//! [`Session`] takes [`protocol`] requests one at a time and works them off in steps; [`report`] is its answer. In the page it lives in a worker
//! (`worker`), in tests it runs as it is.

mod align;
mod attributes;
mod attribution;
mod bias;
mod cache;
mod column_cache;
mod columns;
mod condense;
mod configured;
mod data_quality;
mod drift;
mod executions;
mod export;
mod file;
mod kin;
mod kinship;
pub mod lab;
mod layout;
mod matching;
mod model;
pub mod monitor;
mod monitor_folders;
mod monitored;
mod names;
mod opinions;
mod parts;
mod problem;
pub mod projection;
pub mod protocol;
pub mod quality;
mod recurring;
mod reported;
mod roles;
pub mod runs;
mod scored;
pub mod selection;
mod session;
mod source;
mod statistics;
mod study;
mod timeline;
mod unmatched;
mod unrelated;
mod view;
mod windows;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;

pub use problem::{Problem, ProblemKind};
pub use session::{Session, Stepped, parse_role};
pub use source::{Dropped, Opener};
