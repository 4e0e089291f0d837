//! Dialogs of the browser's own kind, which hold the focus and close on Escape.

use web_sys::HtmlDialogElement;

use super::BrowserError;

/// Opens a dialog over the page: focus stays within it, Escape closes it.
///
/// # Errors
/// When the element is not in the document, or already open.
pub fn open_dialog(dialog: &HtmlDialogElement) -> Result<(), BrowserError> {
    if dialog.open() {
        return Ok(());
    }
    dialog
        .show_modal()
        .map_err(|thrown| BrowserError::new("open a dialog", &thrown))
}

/// Closes a dialog; the focus returns to where it was.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    dialog.close();
}
