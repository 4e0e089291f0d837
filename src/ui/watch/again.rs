//! What is looked at again, with a button to do it now, under Sources; nothing where there is no such place.

use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

use super::{
    look::look,
    place::{Place, Watched},
};
use crate::ui::{controls::PickFolder, format::counted, page::page};

/// The places, and the button.
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
        let is_chosen = |watched: &&Rc<Watched>| matches!(watched.place, Place::Chosen(_));
        let has_chosen = places.iter().any(|watched| is_chosen(&watched));
        let has_others = places.iter().any(|watched| !is_chosen(&watched));
        let words = places
            .iter()
            .map(|watched| view! { <p class="muted">{words(&watched.place)}</p> });
        (!places.is_empty()).then(|| {
            view! {
                <div class="look-again">
                    <div>{words.collect_view()}</div>
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
