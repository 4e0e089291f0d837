//! The places that are looked at, each with what was read there; none until a list, or a folder, is opened.

use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::{browser::Folder, interaction::watch::known::Known};

/// Where files come from.
#[derive(Debug, Clone)]
pub enum Place {
    /// A list of files, with the seconds between two looks.
    List(String, Option<u32>),
    /// A folder that the browser can list again.
    Folder(Folder),
    /// A folder that the user must choose again, by its name.
    Chosen(String),
}

/// A place with what has been read there.
#[derive(Debug)]
pub struct Watched {
    /// Where.
    pub place: Place,
    /// What has been read.
    pub known: RefCell<Known>,
    /// Why files did not come when it was looked at last.
    pub refused: RefCell<Vec<String>>,
    /// True while it is looked at.
    pub is_at_work: Cell<bool>,
}

/// All places; a copy is the same ones.
#[derive(Clone, Copy)]
pub struct Watch {
    places: StoredValue<Vec<Rc<Watched>>, LocalStorage>,
    /// Counts changes of the places.
    changes: RwSignal<u32>,
    /// What the last look found, in words.
    announced: StoredValue<String>,
}

impl Default for Watch {
    fn default() -> Self {
        Watch {
            places: StoredValue::new_local(Vec::new()),
            changes: RwSignal::new(0),
            announced: StoredValue::new(String::new()),
        }
    }
}

impl Watch {
    /// The places; whoever asks while drawing is asked again when they change.
    pub fn places(&self) -> Vec<Rc<Watched>> {
        self.changes.track();
        self.places.get_value()
    }

    /// Adds a place.
    pub fn add(&self, place: Place) -> Rc<Watched> {
        let watched = Rc::new(Watched {
            place,
            known: RefCell::default(),
            refused: RefCell::default(),
            is_at_work: Cell::new(false),
        });
        self.places
            .update_value(|places| places.push(watched.clone()));
        self.changes.update(|changes| *changes += 1);
        watched
    }

    /// True while the place is looked at again.
    pub fn holds(&self, watched: &Rc<Watched>) -> bool {
        let is_it = |place: &Rc<Watched>| Rc::ptr_eq(place, watched);
        self.places.with_value(|places| places.iter().any(is_it))
    }

    /// The folder of that name that was chosen before.
    pub fn chosen(&self, name: &str) -> Option<Rc<Watched>> {
        let is_it = |watched: &&Rc<Watched>| matches!(&watched.place, Place::Chosen(known) if known == name);
        self.places
            .with_value(|places| places.iter().find(is_it).cloned())
    }

    /// The same folder, if it is looked at.
    pub async fn folder(&self, folder: &Folder) -> Option<Rc<Watched>> {
        for watched in self.places.get_value() {
            if let Place::Folder(known) = &watched.place
                && known.is(folder).await
            {
                return Some(watched);
            }
        }
        None
    }

    /// Looks at it no more.
    pub fn remove(&self, watched: &Rc<Watched>) {
        self.places
            .update_value(|places| places.retain(|place| !Rc::ptr_eq(place, watched)));
        self.changes.update(|changes| *changes += 1);
    }

    /// Looks at none of them any more.
    pub fn clear(&self) {
        self.places.update_value(Vec::clear);
        self.changes.update(|changes| *changes += 1);
    }

    /// Remembers what is announced now, and answers what was announced before.
    pub fn announce(&self, text: &str) -> String {
        let before = self.announced.get_value();
        self.announced.set_value(text.to_owned());
        before
    }
}
