//! The screens that show data, fetched once.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Page, Screens, fetched};

impl Page {
    /// The screens, fetched if they are not there; a failure is shown, and the next call tries again.
    pub async fn fetched_screens(self) -> Option<Screens> {
        fetched(self.screens, self.load.get_value(), self.signals.banner).await
    }

    /// Fetches the screens without waiting for them.
    pub fn fetch_screens(self) {
        spawn_local(async move {
            self.fetched_screens().await;
        });
    }

    /// Preloads the screens and the engine, on hover or drag; once, for what does not come now is fetched with the files.
    pub fn prepare(self) {
        if self
            .is_prepared
            .try_update_value(|is_prepared| std::mem::replace(is_prepared, true))
            == Some(false)
        {
            self.fetch_screens();
            self.session().wake();
        }
    }
}
