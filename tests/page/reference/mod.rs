//! Genuine files on the page: `make page-tests` leaves this module out where `../shared/reference` is not there.

mod fairness;
mod lab;
mod oracles;
mod quality;
mod reported;
mod runs;

use crate::support::reference;
