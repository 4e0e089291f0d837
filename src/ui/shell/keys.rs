use leptos::prelude::*;

use crate::{
    browser::{self, EventListener},
    interaction::link::Screen,
    ui::{feature::neighbour, page::Page},
};

/// Hears the page's keys; the help dialog lists them.
pub fn listen_to_keys(page: Page) -> Option<EventListener> {
    browser::on_key(move |key| match key {
        "?" => {
            page.is_help_open.set(true);
            true
        }
        "/" => {
            if page.signals.report.with_untracked(Option::is_none) {
                return false;
            }
            if page.screen.get_untracked() == Screen::Checks {
                browser::focus("#check-search");
                return true;
            }
            page.go(Screen::Overview);
            browser::focus_once_made("#search");
            true
        }
        "Escape" => page.hand.clear(page),
        "j" => step(page, 1),
        "k" => step(page, -1),
        "o" => go_if_loaded(page, Screen::Overview),
        "c" => go_if_loaded(page, Screen::Checks),
        "q" => go_if_loaded(page, Screen::Quality),
        "b" => go_if_loaded(page, Screen::Bias),
        "a" => go_if_loaded(page, Screen::Attribution),
        "r" => go_if_loaded(page, Screen::Runs),
        "l" => go_if_loaded(page, Screen::Lab),
        "s" => go_if_loaded(page, Screen::Sources),
        "]" => step_run(page, 1),
        "[" => step_run(page, -1),
        "," => {
            page.is_settings_open.set(true);
            true
        }
        _ => false,
    })
}

fn go_if_loaded(page: Page, screen: Screen) -> bool {
    let is_loaded = page.signals.report.with_untracked(Option::is_some);
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
    let mut settings = page.signals.settings.get_untracked();
    settings.look.run = Some(next);
    page.choose(settings);
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
