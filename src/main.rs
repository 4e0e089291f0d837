//! The page's entry: panic hook, then the user interface.

fn main() {}
