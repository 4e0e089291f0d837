//! Which request the page shows as being at work.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Busy, Session};
use crate::{browser::sleep, engine::protocol::Request};

/// Progress is shown from then on, in milliseconds.
const SHOWN_AFTER_MS: u32 = 300;

impl Session {
    /// Shows the long request that has waited longest, which is the one that the engine is at, unless one is shown.
    pub(super) fn show_oldest(&self) {
        let busy = self.0.signals.busy;
        let oldest = self
            .0
            .waiting
            .borrow()
            .iter()
            .find_map(|(id, waiting)| is_long(&waiting.request).then_some(*id));
        let Some(id) = oldest.filter(|_| busy.with_untracked(Option::is_none)) else {
            return;
        };
        busy.set(Some(Busy {
            id,
            is_shown: false,
            is_stopping: false,
            progress: None,
        }));
        spawn_local(async move {
            sleep(SHOWN_AFTER_MS).await;
            busy.update(|busy| {
                if let Some(busy) = busy.as_mut().filter(|busy| busy.id == id) {
                    busy.is_shown = true;
                }
            });
        });
    }
}

fn is_long(request: &Request) -> bool {
    matches!(
        request,
        Request::Open { .. }
            | Request::Demo { .. }
            | Request::Set { .. }
            | Request::SetRole { .. }
            | Request::Remove { .. }
            | Request::Project
            | Request::Lab { .. }
            | Request::Advise { .. }
    )
}
