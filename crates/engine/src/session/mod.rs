//! The session: a state machine that reads what is dropped, compares it, and answers.
//!
//! One request is worked on at a time, in steps of some ten milliseconds ([`Session::step`]), so that whoever drives it can show progress and take a cancel in
//! between. A request that fails or is cancelled leaves everything as it was before. The same session runs natively in tests and in the page's worker.

mod answering;
mod configuring;
mod job;
mod lab;
mod measuring;
mod planning;
mod read_queue;
mod reading;
mod replacing;
mod requests;
mod run;
mod state;
mod step;
mod turns;

pub use requests::parse_role;
pub use state::{Session, Stepped};
