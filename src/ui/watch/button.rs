use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    look::look,
    place::{Place, Watched},
};
use crate::{
    browser::{self, Dropped, Picked},
    interaction::watch::manifest::refresh_seconds,
    ui::{
        format::counted,
        page::{Page, page},
        screens,
        shell::PickFolder,
    },
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
        if let Some(screens) = screens::fetched(page.signals).await {
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
            Err(error) => page.tell(error.to_string()),
        }
    });
}

/// Reads a folder that the user chose in a browser that cannot look at it again.
pub fn chosen(page: Page, picked: Vec<Picked>) {
    spawn_local(async move {
        if let Some(screens) = screens::fetched(page.signals).await {
            (screens.take_chosen)(page, picked);
        }
    });
}

/// Reads what was dropped, and looks at its folders from now on.
pub fn dropped(page: Page, dropped: Dropped) {
    if dropped.folders.is_empty() {
        return page.open(dropped.files);
    }
    spawn_local(async move {
        if let Some(screens) = screens::fetched(page.signals).await {
            (screens.take_dropped)(page, dropped);
        }
    });
}

/// What is looked at again, and a button to do it now; nothing where there is no such place.
#[component]
pub fn LookAgain() -> impl IntoView {
    let page = page();
    let now = move |_| {
        for watched in page.watch.places() {
            spawn_local(async move { look(page, &watched, true).await });
        }
    };
    move || {
        let places = page.watch.places();
        let is_chosen = |watched: &&std::rc::Rc<Watched>| matches!(watched.place, Place::Chosen(_));
        let has_chosen = places.iter().any(|watched| is_chosen(&watched));
        let has_others = places.iter().any(|watched| !is_chosen(&watched));
        let words: Vec<String> = places.iter().map(|watched| words(&watched.place)).collect();
        (!places.is_empty()).then(|| {
            view! {
                <div class="look-again">
                    <div>
                        {words
                            .into_iter()
                            .map(|text| view! { <p class="muted">{text}</p> })
                            .collect_view()}
                    </div>
                    {has_others.then(|| view! { <button on:click=now>"Look again"</button> })}
                    {has_chosen.then(|| view! { <PickFolder class="" label="Look again" /> })}
                </div>
            }
            .into_any()
        })
    }
}

fn words(place: &Place) -> String {
    match place {
        Place::List(list, Some(seconds)) => {
            let every = counted(u64::from(*seconds), "second", "seconds");
            format!("{list} is looked at every {every}: new and changed files are read.")
        }
        Place::List(list, None) => {
            format!("{list} was read once; look again for new and changed files.")
        }
        Place::Folder(folder) => format!(
            "The folder {} is watched: new and changed files are read.",
            folder.name
        ),
        Place::Chosen(name) => format!(
            "This browser cannot watch a folder. Choose {name} again, and what is new or changed in it is read."
        ),
    }
}
