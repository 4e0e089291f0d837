//! What starts a look: a list in the address, and a folder that is chosen or dropped.

use wasm_bindgen_futures::spawn_local;

use super::place::Place;
use crate::{
    browser::{self, Coming, Dropped, Picked},
    interaction::watch::manifest::refresh_seconds,
    ui::page::Page,
};

/// Opens what the address names, and looks at it again if the address asks for it.
pub fn open_listed(page: Page) {
    let Some(list) = browser::address_parameter("src") else {
        return;
    };
    let refresh = browser::address_parameter("refresh");
    let every = refresh_seconds(refresh.as_deref());
    let watched = page.watch.add(Place::List(list, every));
    spawn_local(async move {
        if let Some(screens) = page.fetched_screens().await {
            (screens.look_into)(page, watched);
        }
    });
}

/// Asks for a folder, and looks at it from now on. Call it while a click is being handled.
pub fn open_folder(page: Page) {
    let choice = browser::choose_folder();
    spawn_local(async move {
        match choice.await {
            Ok(Some(folder)) => dropped(
                page,
                Dropped {
                    files: Vec::new(),
                    folders: vec![folder],
                },
            ),
            Ok(None) => {}
            Err(error) => page.notify(error.to_string()),
        }
    });
}

/// Reads a folder that the user chose in a browser that cannot look at it again.
pub fn chosen(page: Page, picked: Vec<Picked>) {
    spawn_local(async move {
        if let Some(screens) = page.fetched_screens().await {
            (screens.take_chosen)(page, picked);
        }
    });
}

/// Reads what was dropped, and looks at its folders from now on.
fn dropped(page: Page, dropped: Dropped) {
    if dropped.folders.is_empty() {
        return page.open(dropped.files);
    }
    spawn_local(async move {
        if let Some(screens) = page.fetched_screens().await {
            (screens.take_dropped)(page, dropped);
        }
    });
}

/// Reads what was dropped, once the browser has looked at it.
pub fn open_when_found(page: Page, coming: Coming) {
    spawn_local(async move {
        match coming.await {
            Ok(found) => dropped(page, found),
            Err(error) => page.notify(format!(
                "{error} Drop it once more, or choose it with the button."
            )),
        }
    });
}
