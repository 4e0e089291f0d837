//! What surrounds every screen: header, messages, the drop target, help and keys.

mod drop;
mod header;
mod help;
mod keys;
mod messages;
mod progress;
mod save_menu;

pub use drop::DropOverlay;
pub use header::Header;
pub use help::Help;
pub use keys::listen_to_keys;
pub use messages::Messages;
