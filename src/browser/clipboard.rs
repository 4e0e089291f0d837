//! Text put on the clipboard.

use wasm_bindgen_futures::JsFuture;

use super::BrowserError;

/// Puts a text on the clipboard.
///
/// # Errors
/// When the page may not write there (some browsers ask the user first).
pub async fn copy_text(text: String) -> Result<(), BrowserError> {
    let tried = "copy to the clipboard";
    let window = web_sys::window().ok_or_else(|| BrowserError::missing(tried))?;
    JsFuture::from(window.navigator().clipboard().write_text(&text))
        .await
        .map_err(|thrown| BrowserError::new(tried, &thrown))?;
    Ok(())
}
