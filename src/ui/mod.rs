//! What people see and touch: a folder per screen, and what the screens share.
//!
//! Compiled for the page alone. What needs no browser is elsewhere, and tested natively: what clicks and keys mean ([`crate::interaction`]), numbers and
//! names as words and the charts made from the report ([`crate::presentation`]). Text from files reaches the page through text nodes alone.

mod address;
mod answer;
mod api;
mod app;
mod attribution;
mod badge;
mod bias;
mod brush;
mod checks;
mod columns;
mod controls;
mod dialog;
mod feature;
mod figure;

mod heading;
mod icon;
mod in_turn;
mod lab;
mod listing;
mod overview;
mod page;
mod picture;
mod quality;
mod runs;
mod screens;
mod session;
mod settings;
mod shell;
mod sources;
mod start;
mod strip;
mod values;
mod watch;

use crate::presentation::{csv, format, words};

pub use app::App;
