//! The worker's entry: registers the engine.

fn main() {}
