//! Looks at a place: asks the server or the browser for its files, compares them with what was read, and has what is new read.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::place::{Place, Watched};
use crate::{
    browser::{self, BrowserError, Dropped, Picked},
    engine::protocol::FileName,
    interaction::watch::{
        known::Change,
        manifest::{self, Listed},
        messages::{NotCome, arrival, few},
        side_by_side::side_by_side,
    },
    ui::{page::Page, session::Failure},
};

/// Between two looks at a folder at least, in milliseconds.
const FOLDER_MS: u32 = 4_000;

/// A look at a folder that takes long is followed by so many times as long a rest.
const REST: f64 = 20.0;

/// So many files of a list are asked for at a time: a server that is slow with one does not hold up the others.
const AT_ONCE: usize = 4;

/// A file that is to be read.
struct Found {
    name: FileName,
    data: JsValue,
    state: Option<String>,
    asked: Option<String>,
    /// Where it is looked for again.
    place: Option<Rc<Watched>>,
}

/// Looks at a place now, and again and again where that is possible; a place that is looked at already is only looked at once more.
pub async fn look_into(page: Page, watched: Rc<Watched>) {
    if watched.is_at_work.get() {
        return;
    }
    let start = browser::now_ms();
    look(page, &watched, false).await;
    keep_looking(page, watched, browser::now_ms() - start).await;
}

/// Looks again and again; the last look `took` so many milliseconds.
async fn keep_looking(page: Page, watched: Rc<Watched>, mut took: f64) {
    loop {
        let rest = match &watched.place {
            // Most of that time the page only waits for the server.
            Place::List(_, Some(seconds)) => (seconds * 1000).max(took as u32),
            Place::Folder(_) => FOLDER_MS.max((took * REST) as u32),
            Place::List(_, None) | Place::Chosen(_) => return,
        };
        browser::sleep(rest).await;
        if !page.watch.holds(&watched) {
            return;
        }
        let start = browser::now_ms();
        look(page, &watched, false).await;
        took = browser::now_ms() - start;
    }
}

/// Looks once; when the user `asked`, a message says that there is nothing new.
pub async fn look(page: Page, watched: &Rc<Watched>, asked: bool) {
    if watched.is_at_work.replace(true) {
        return;
    }
    let found = match &watched.place {
        Place::List(address, every) => {
            let listed = listed(watched, address, every.is_some()).await;
            listed.map_err(|why| why.to_string())
        }
        Place::Folder(folder) => match folder.files().await {
            Ok(mut files) => {
                files.retain(|file| !file.path.ends_with('/'));
                Ok((of_files(watched, files), Vec::new()))
            }
            Err(error) => Err(error.to_string()),
        },
        Place::Chosen(_) => Ok((Vec::new(), Vec::new())),
    };
    watched.is_at_work.set(false);
    match found {
        Ok((found, refused)) => {
            notify_refused(page, watched, few(refused));
            open_new(page, watched, found, asked);
        }
        Err(sentence) => notify_refused(page, watched, vec![sentence]),
    }
}

/// Reads folders and what lies beside them, all at once, and looks at the folders from then on. One that is watched already is looked at once more.
pub async fn take_dropped(page: Page, dropped: Dropped) {
    let start = browser::now_ms();
    let mut found: Vec<Found> = dropped.files.into_iter().map(Found::alone).collect();
    let (mut again, mut new) = (Vec::new(), Vec::new());
    for folder in dropped.folders {
        if let Some(watched) = page.watch.folder(&folder).await {
            again.push(watched);
            continue;
        }
        match folder.files().await {
            Ok(files) => {
                let watched = page.watch.add(Place::Folder(folder));
                found.extend(of_files(&watched, files));
                new.push(watched);
            }
            Err(error) => page.notify(error.to_string()),
        }
    }
    if found.iter().all(|file| file.name.path.ends_with('/')) {
        found.clear();
    }
    if !found.is_empty() {
        open(page, found, String::new());
    } else if again.is_empty() {
        page.open(Vec::new());
    }
    let took = browser::now_ms() - start;
    for watched in new {
        spawn_local(keep_looking(page, watched, took));
    }
    for watched in again {
        look(page, &watched, true).await;
    }
}

/// Reads what is new in a folder that the user chose; other files are read as they are.
pub fn take_chosen(page: Page, picked: Vec<Picked>) {
    let root = |file: &Picked| file.path.split_once('/').map(|(root, _)| root.to_owned());
    let Some(name) = picked.first().and_then(root) else {
        return page.open(picked);
    };
    let watched = page.watch.chosen(&name);
    let is_again = watched.is_some();
    let watched = watched.unwrap_or_else(|| page.watch.add(Place::Chosen(name)));
    let found = of_files(&watched, picked);
    open_new(page, &watched, found, is_again);
}

impl Found {
    fn alone(file: Picked) -> Self {
        Found {
            name: FileName {
                path: file.path,
                role: None,
                run: None,
                size: file.size,
                replaces: false,
            },
            data: file.data,
            state: None,
            asked: None,
            place: None,
        }
    }
}

/// The files of a folder that are new or have changed.
fn of_files(watched: &Rc<Watched>, files: Vec<Picked>) -> Vec<Found> {
    let known = watched.known.borrow();
    let found = files.into_iter().filter_map(|file| {
        let state = browser::file_state(&file.data);
        let change = known.change(&file.path, state.as_deref());
        let mut found = Found::alone(file);
        found.name.replaces = change == Change::Changed;
        (found.state, found.place) = (state, Some(watched.clone()));
        (change != Change::Same).then_some(found)
    });
    found.collect()
}

/// The files of a list that are new or have changed, and why others did not come.
async fn listed(
    watched: &Rc<Watched>,
    list: &str,
    is_repeated: bool,
) -> Result<(Vec<Found>, Vec<String>), NotCome> {
    let text = match browser::fetch(list).await {
        Ok(fetched) => browser::text(&fetched.blob).await,
        Err(error) => Err(error),
    };
    let text = text.map_err(|error| {
        let why = error.to_string();
        NotCome::List { why, is_repeated }
    })?;
    let one = |file| one_listed(watched, list, file, is_repeated);
    let looked = side_by_side(AT_ONCE, manifest::parse(&text)?, one).await;
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for one in looked {
        match one {
            Ok(file) => found.extend(file),
            Err(why) => refused.push(why.to_string()),
        }
    }
    Ok((found, refused))
}

/// A file of a list, if it is new or has changed.
async fn one_listed(
    watched: &Rc<Watched>,
    list: &str,
    file: Listed,
    is_repeated: bool,
) -> Result<Option<Found>, NotCome> {
    let refused = |error: BrowserError| {
        let why = error.to_string();
        NotCome::File { why, is_repeated }
    };
    let address =
        browser::resolved(&file.path, list).ok_or_else(|| NotCome::NoAddress(file.path.clone()))?;
    let is_known = watched.known.borrow().has(&file.path);
    let mut asked = None;
    if is_known {
        let state = browser::fetched_state(&address).await;
        asked = state.map_err(refused)?;
        let known = watched.known.borrow();
        if known.change(&file.path, asked.as_deref()) == Change::Same {
            return Ok(None);
        }
    }
    let fetched = browser::fetch(&address).await;
    let fetched = fetched.map_err(refused)?;
    Ok(Some(Found {
        name: FileName {
            path: file.path,
            role: file.role,
            run: file.run,
            size: fetched.blob.size() as u64,
            replaces: is_known,
        },
        data: fetched.blob.into(),
        state: fetched.state,
        asked,
        place: Some(watched.clone()),
    }))
}

/// Says why files did not come, once of those that did not come before either, and no more of those that came now.
fn notify_refused(page: Page, watched: &Watched, refused: Vec<String>) {
    let before = watched.refused.replace(refused.clone());
    let gone = before.iter().filter(|sentence| !refused.contains(sentence));
    gone.for_each(|sentence| page.dismiss(sentence));
    let new = refused.iter().filter(|sentence| !before.contains(sentence));
    new.for_each(|sentence| page.notify(sentence));
}

/// Has files of a place read, and says what they were unless they are the first.
fn open_new(page: Page, watched: &Watched, found: Vec<Found>, asked: bool) {
    if found.is_empty() {
        if asked {
            announce(page, "Nothing is new there, and nothing has changed.");
        }
        return;
    }
    let of = |replaces: bool| {
        let names = found.iter().map(|file| &file.name);
        let names = names.filter(move |name| name.replaces == replaces);
        names.map(|name| name.path.as_str()).collect::<Vec<_>>()
    };
    let words = match watched.known.borrow().is_empty() {
        true => String::new(),
        false => arrival(&of(false), &of(true)),
    };
    open(page, found, words);
}

/// Has files read and notes them where they come from; the words are shown once they are read.
fn open(page: Page, found: Vec<Found>, words: String) {
    let (mut files, mut noted) = (Vec::new(), Vec::new());
    for file in found {
        if let Some(watched) = file.place {
            let path = file.name.path.clone();
            let mut known = watched.known.borrow_mut();
            known.note(path.clone(), file.state, file.asked);
            drop(known);
            noted.push((watched, path));
        }
        files.push((file.name, file.data));
    }
    page.session().open_named(files, true, move |answered| {
        match &answered {
            Ok(_) => announce(page, &words),
            // Not read after all: the next look finds them new.
            Err(Failure::Cancelled | Failure::Stopped(_)) => {
                for (watched, path) in &noted {
                    watched.known.borrow_mut().forget(path);
                }
                // Unless there is nothing else: what was stopped at its start would start again by itself.
                let stopped = noted.iter().map(|(watched, _)| watched);
                let stopped = stopped.filter(|watched| {
                    watched.known.borrow().is_empty() && page.watch.holds(watched)
                });
                stopped.for_each(|watched| page.watch.remove(watched));
            }
            Err(Failure::Failed(_)) => {}
        }
        page.show(answered);
    });
}

/// Says what a look found, in place of what the last one did.
fn announce(page: Page, words: &str) {
    if words.is_empty() {
        return;
    }
    let before = page.watch.announce(words);
    page.dismiss(&before);
    page.notify(words);
}
