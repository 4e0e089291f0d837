use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::{
    known::Change,
    manifest,
    place::{Place, Watched},
    words::arrival,
};
use crate::{
    browser::{self, Picked},
    engine::protocol::FileName,
    ui::{page::Page, session::Failure},
};

/// Between two looks at a folder at least, in milliseconds.
const FOLDER_MS: u32 = 4_000;

/// A look that takes long is followed by so many times as long a rest.
const REST: f64 = 20.0;

/// A file that is to be read.
struct Found {
    name: FileName,
    data: JsValue,
    state: Option<String>,
    asked: Option<String>,
}

/// Looks at a place now, and again and again where that is possible; a place that is looked at already is only looked at once more.
pub async fn look_into(page: Page, watched: Rc<Watched>) {
    if watched.is_at_work.get() {
        return;
    }
    loop {
        let start = browser::now_ms();
        look(page, &watched, false).await;
        let took = browser::now_ms() - start;
        let between = match &watched.place {
            Place::List(_, Some(seconds)) => seconds * 1000,
            Place::Folder(_) => FOLDER_MS,
            Place::List(_, None) | Place::Chosen(_) => return,
        };
        browser::sleep(between.max((took * REST) as u32)).await;
        if !page.watch.holds(&watched) {
            return;
        }
    }
}

/// Looks once; when the user `asked`, it is told that there is nothing new.
pub async fn look(page: Page, watched: &Rc<Watched>, asked: bool) {
    if watched.is_at_work.replace(true) {
        return;
    }
    let found = match &watched.place {
        Place::List(address, _) => listed(watched, address).await,
        Place::Folder(folder) => match folder.files().await {
            Ok(files) => Ok((of_files(watched, files), Vec::new())),
            Err(error) => Err(error.to_string()),
        },
        Place::Chosen(_) => Ok((Vec::new(), Vec::new())),
    };
    watched.is_at_work.set(false);
    match found {
        Ok((found, refused)) => {
            refused.into_iter().for_each(|sentence| page.tell(sentence));
            open(page, watched, found, asked);
        }
        Err(sentence) => page.tell(sentence),
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
    open(page, &watched, found, is_again);
}

/// The files of a folder that are new or have changed.
fn of_files(watched: &Watched, files: Vec<Picked>) -> Vec<Found> {
    let known = watched.known.borrow();
    let found = files.into_iter().filter_map(|file| {
        let state = browser::file_state(&file.data);
        let change = known.change(&file.path, state.as_deref());
        (change != Change::Same).then(|| Found {
            name: FileName {
                path: file.path,
                role: None,
                run: None,
                size: file.size,
                replaces: change == Change::Changed,
            },
            data: file.data,
            state,
            asked: None,
        })
    });
    found.collect()
}

/// The files of a list that are new or have changed, and why others did not come.
async fn listed(watched: &Watched, list: &str) -> Result<(Vec<Found>, Vec<String>), String> {
    let text = match browser::fetch(list).await {
        Ok(fetched) => browser::text(&fetched.blob).await,
        Err(error) => Err(error),
    };
    let listed = manifest::parse(&text.map_err(|error| error.to_string())?)?;
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for file in listed {
        let Some(address) = browser::resolved(&file.path, list) else {
            refused.push(format!(
                "\"{}\" in the list of files is no address.",
                file.path
            ));
            continue;
        };
        let is_known = watched.known.borrow().has(&file.path);
        let mut asked = None;
        if is_known {
            asked = match browser::fetched_state(&address).await {
                Ok(state) => state,
                Err(error) => {
                    refused.push(error.to_string());
                    continue;
                }
            };
            let known = watched.known.borrow();
            if known.change(&file.path, asked.as_deref()) == Change::Same {
                continue;
            }
        }
        match browser::fetch(&address).await {
            Ok(fetched) => found.push(Found {
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
            }),
            Err(error) => refused.push(error.to_string()),
        }
    }
    Ok((found, refused))
}

/// Has files read, and tells what they were unless they are the first.
fn open(page: Page, watched: &Rc<Watched>, found: Vec<Found>, asked: bool) {
    let is_first = watched.known.borrow().is_empty();
    if found.is_empty() {
        if asked {
            say(page, "Nothing is new there, and nothing has changed.");
        }
        return;
    }
    let of = |replaces: bool| {
        let names = found.iter().map(|file| &file.name);
        names.filter(move |name| name.replaces == replaces)
    };
    let paths = |replaces| {
        of(replaces)
            .map(|name| name.path.as_str())
            .collect::<Vec<_>>()
    };
    let words = match is_first {
        true => String::new(),
        false => arrival(&paths(false), &paths(true)),
    };
    let mut files = Vec::new();
    for file in found {
        let path = file.name.path.clone();
        watched
            .known
            .borrow_mut()
            .note(path, file.state, file.asked);
        files.push((file.name, file.data));
    }
    let all: Vec<String> = files.iter().map(|(name, _)| name.path.clone()).collect();
    let watched = watched.clone();
    page.session().open_named(files, true, move |answered| {
        match &answered {
            Ok(_) => say(page, &words),
            // Not read after all: the next look finds them new.
            Err(Failure::Cancelled | Failure::Stopped(_)) => {
                let mut known = watched.known.borrow_mut();
                all.iter().for_each(|path| known.forget(path));
            }
            Err(Failure::Failed(_)) => {}
        }
        page.show(answered);
    });
}

/// Tells what a look found, in place of what the last one did.
fn say(page: Page, words: &str) {
    if words.is_empty() {
        return;
    }
    let before = page.watch.tell(words);
    page.untell(&before);
    page.tell(words);
}
