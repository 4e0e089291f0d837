//! The page's keys; the help dialog lists them. A key that means nothing where the page stands is left to the browser.

use leptos::prelude::*;

use crate::{
    browser::{self, EventListener},
    interaction::screen::Screen,
    ui::{feature::neighbour, page::Page},
};

/// Hears them from now on.
pub fn listen_to_keys(page: Page) -> Option<EventListener> {
    browser::on_key(move |key| match key {
        "?" => {
            page.is_help_open.set(true);
            true
        }
        "/" => {
            if !untrack(|| page.is_loaded()) {
                return false;
            }
            let own = match page.screen.get_untracked() {
                Screen::Checks => Some("#check-search"),
                Screen::Columns => Some("#column-search"),
                _ => None,
            };
            if let Some(own) = own {
                browser::focus(own);
                return true;
            }
            page.go(Screen::Overview);
            browser::focus_once_made("#search");
            true
        }
        "Escape" => page.clear_brushes(),
        "Control+z" => page.undo(),
        "j" => step(page, 1),
        "k" => step(page, -1),
        "]" => step_run(page, 1),
        "[" => step_run(page, -1),
        "," => {
            page.is_settings_open.set(true);
            true
        }
        key => Screen::of_key(key).is_some_and(|screen| go_if_loaded(page, screen)),
    })
}

fn go_if_loaded(page: Page, screen: Screen) -> bool {
    let is_loaded = untrack(|| page.is_loaded());
    if is_loaded {
        page.go(screen);
    }
    is_loaded
}

/// Shows the next or the previous run.
fn step_run(page: Page, step: isize) -> bool {
    let next = page.signals.report.with_untracked(|report| {
        let runs = &report.as_ref()?.runs;
        let shown = runs.iter().position(|run| run.shown)?;
        let next = shown.checked_add_signed(step)?;
        runs.get(next).map(|run| run.name.clone())
    });
    let Some(next) = next else {
        return false;
    };
    page.change(|settings| settings.look.run = Some(next));
    true
}

fn step(page: Page, step: isize) -> bool {
    match page.screen.get_untracked() {
        Screen::Feature(name) => {
            if let Some(next) = neighbour(page, &name, step) {
                page.go(Screen::Feature(next));
            }
            true
        }
        Screen::Overview => {
            let last = page.arranged.with_untracked(Vec::len).saturating_sub(1);
            page.cursor.update(|cursor| {
                let next = cursor.map_or(0, |cursor| cursor.saturating_add_signed(step));
                *cursor = Some(next.min(last));
            });
            true
        }
        _ => false,
    }
}
