//! Progress, what happened to the engine, and messages: over the page, so that nothing moves when they come. Empty most of the time.

use leptos::prelude::*;

use super::progress::ProgressCard;
use crate::ui::{icon::Icon, page::page};

/// The corner where they stand.
#[component]
pub fn Messages() -> impl IntoView {
    let page = page();
    let banner = page.signals.banner;
    view! {
        <div class="messages">
            <div role="alert">
                {move || banner.get().map(|text| view! { <Message text close=move || banner.set(None) /> })}
                <For each=move || page.notices.get() key=Clone::clone let:notice>
                    <Message text=notice.clone() close=move || page.dismiss(&notice) />
                </For>
            </div>
            <ProgressCard />
        </div>
    }
}

#[component]
fn Message(text: String, close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <div class="message">
            <Icon name="warning" />
            <p>{text}</p>
            <button class="quiet icon-only" aria-label="Close this message" on:click=move |_| close()>
                <Icon name="close" />
            </button>
        </div>
    }
}
