//! Dropping files anywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, Window};

use super::{BrowserError, Dropped, files};

/// A drop, once the browser has looked at what it is.
pub type Coming = Pin<Box<dyn Future<Output = Result<Dropped, BrowserError>>>>;

/// Listens until it is dropped itself.
#[derive(Debug)]
pub struct DropTarget {
    _listeners: [EventListener; 4],
}

/// Makes the whole window take files: `is_over` hears when files come and go above it, `dropped` is given those that stay.
pub fn take_drops(
    is_over: impl Fn(bool) + 'static,
    dropped: impl Fn(Coming) + 'static,
) -> Option<DropTarget> {
    let window = web_sys::window()?;
    // Every element that the pointer crosses sends an enter and a leave.
    let depth = Rc::new(Cell::new(0_i32));
    let is_over = Rc::new(is_over);
    let moved = |step: i32| {
        let (depth, is_over) = (Rc::clone(&depth), Rc::clone(&is_over));
        move |_: &DragEvent| {
            let was_over = depth.get() > 0;
            depth.set((depth.get() + step).max(0));
            if was_over != (depth.get() > 0) {
                is_over(depth.get() > 0);
            }
        }
    };
    let ended = {
        let (depth, is_over) = (Rc::clone(&depth), Rc::clone(&is_over));
        move |event: &DragEvent| {
            depth.set(0);
            is_over(false);
            if let Some(transfer) = event.data_transfer() {
                dropped(Box::pin(files::from_drop(&transfer)));
            }
        }
    };
    Some(DropTarget {
        _listeners: [
            listener(&window, "dragenter", moved(1)),
            listener(&window, "dragleave", moved(-1)),
            listener(&window, "dragover", |_| {}),
            listener(&window, "drop", ended),
        ],
    })
}

/// Hears drags of files alone, and keeps the browser from opening them itself.
fn listener(
    window: &Window,
    event: &'static str,
    heard: impl Fn(&DragEvent) + 'static,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, event, options, move |event: &Event| {
        if let Some(event) = event.dyn_ref::<DragEvent>()
            && event
                .data_transfer()
                .is_some_and(|drag| files::has_files(&drag))
        {
            event.prevent_default();
            heard(event);
        }
    })
}
