//! Keeps the address and the page the same, in both directions.

use leptos::prelude::*;

use super::page::Page;
use crate::{
    browser::{self, EventListener},
    interaction::{link::Link, screen::Screen},
};

/// Writes the page's place into the address whenever it changes, and goes where the user's back button or a link points.
pub fn keep(page: Page) -> Option<EventListener> {
    Effect::new(move |before: Option<Screen>| {
        let link = here(page);
        let text = link.to_string();
        let shown = browser::fragment();
        if text != shown {
            // An address that only gained settings is the same place.
            if Link::parse(&shown).screen == link.screen {
                browser::replace_fragment(&text);
            } else {
                browser::push_fragment(&text);
            }
        }
        browser::set_title(&link.screen.title());
        if before.is_some_and(|before| before != link.screen) {
            if !matches!(link.screen, Screen::Feature(_)) {
                browser::focus("main");
            }
            // Afterwards, because the focus scrolls as well.
            browser::scroll_to(0.0);
        }
        link.screen
    });
    browser::on_fragment(move |fragment| {
        let link = Link::parse(&fragment);
        page.screen.set(link.screen);
        page.view.set(link.view);
        page.choose(link.settings);
    })
}

/// The address of a screen with the settings in force.
pub fn to(page: Page, screen: Screen) -> String {
    let link = Link {
        screen,
        ..here(page)
    };
    format!("#{link}")
}

fn here(page: Page) -> Link {
    Link {
        screen: page.screen.get(),
        view: page.view.get(),
        settings: page.signals.settings.get(),
    }
}
