//! End-to-end tests on the built page in headless Chromium: `make page-tests`, or
//! `LEEWAY_DIST=dist cargo test --test page -- --ignored`. They are ignored by default, because they need the page.
//!
//! Every test ends with [`Page::ends_quietly`]: nothing was asked of another origin, and the console stayed empty.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "../support/mod.rs"]
mod support;
#[path = "../webdriver/mod.rs"]
mod webdriver;

mod bad_input;
mod broken_off;
mod brushing;
mod cancelling;
mod checks;
mod columns;
mod dropped;
mod fairness;
mod gates;
mod keyboard;
mod layout;
mod loading;
mod loans;
mod over_time;
mod overview;
mod page;
mod parts;
mod quality;
mod reference;
mod refresh;
mod runs;
mod sent;
mod settings;
mod stopping;
mod texts;

use page::Page;
use webdriver::Problem;
