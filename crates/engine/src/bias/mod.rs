//! Bias of the loaded sides: rows counted and measured in steps ([`work`]), what analyses and violations say ([`documents`]), and the report
//! of all that.

mod checks;
pub(super) mod documents;
mod export;
mod measure;
mod monitor;
mod offered;
mod report;
mod rows;
mod work;

pub use rows::SideRows;
pub use work::BiasWork;
