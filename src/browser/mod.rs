//! What the browser can do for us, an ability per file; the only place outside the engine's worker that knows `web_sys`.
//!
//! Nothing here knows what the page is about. What fails, fails as a [`BrowserError`]; what listens, stops when it is dropped.

mod canvas;
mod clipboard;
mod dialog;
mod download;
mod drop;
mod error;
mod fetch;
mod files;
mod folder;
mod keys;
mod location;
mod method;
mod page;
mod picked;
mod script;
mod worker;

pub use canvas::{SizeWatch, Surface, encode_png, watch_size};
pub use clipboard::copy_text;
pub use dialog::{close_dialog, open_dialog};
pub use download::download;
pub use drop::{Coming, DropTarget, take_drops};
pub use error::BrowserError;
pub use fetch::{Fetched, address_parameter, fetch, fetched_state, resolved, text};
pub use files::{Dropped, from_list, from_script};
pub use folder::{Folder, can_choose_folders, choose_folder, file_state};
pub use gloo::events::EventListener;
pub use keys::on_key;
pub use location::{fragment, on_fragment, push_fragment, replace_fragment};
pub use page::{
    focus, focus_once_made, local_time, now_ms, on_colour_scheme, on_window, prefers_dark,
    scroll_by, scroll_to, scroll_top, set_title, sleep, viewport,
};
pub use picked::Picked;
pub use script::{ScriptObject, from_json, text_field, to_json};
pub use worker::{EngineWorker, Heard};
