//! Folders that the browser can list again, chosen or dropped.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, File};

use super::{
    BrowserError,
    method::called,
    picked::{Picked, empty_folder},
};

/// What asks for a folder whose files can be listed again and again; not every browser has it.
const PICKER: &str = "showDirectoryPicker";

/// A folder that can be listed again and again.
#[derive(Debug, Clone)]
pub struct Folder {
    handle: JsValue,
    /// Its name.
    pub name: String,
}

/// True where [`choose_folder`] works.
pub fn can_choose_folders() -> bool {
    web_sys::window().is_some_and(|window| {
        Reflect::get(&window, &PICKER.into()).is_ok_and(|picker| picker.is_function())
    })
}

/// Asks for a folder; `None` if the user chose none. Call it while a click is being handled.
///
/// # Errors
/// When the browser does not open it.
pub async fn choose_folder() -> Result<Option<Folder>, BrowserError> {
    let tried = "open the folder";
    let window = web_sys::window().ok_or_else(|| BrowserError::missing(tried))?;
    match called(&window, PICKER, &[]).await {
        Ok(handle) => Ok(Some(Folder::new(handle))),
        Err(thrown) if text(&thrown, "name") == "AbortError" => Ok(None),
        Err(thrown) => Err(BrowserError::new(tried, &thrown)),
    }
}

/// The folder that is dropped, where the browser can list it again. Call it within the event: only the answer may be waited for.
pub(super) fn dropped_folder(
    item: &DataTransferItem,
) -> impl Future<Output = Option<Folder>> + use<> {
    let ask = Reflect::get(item, &"getAsFileSystemHandle".into());
    let ask = ask.ok().and_then(|ask| ask.dyn_into::<Function>().ok());
    let handle = ask.and_then(|ask| ask.call0(item).ok());
    async move {
        let handle = JsFuture::from(Promise::resolve(&handle?)).await.ok()?;
        (text(&handle, "kind") == "directory").then(|| Folder::new(handle))
    }
}

impl Folder {
    fn new(handle: JsValue) -> Self {
        Folder {
            name: text(&handle, "name"),
            handle,
        }
    }

    /// True for another handle of the same folder.
    pub async fn is(&self, other: &Folder) -> bool {
        let same = called(&self.handle, "isSameEntry", &[&other.handle]).await;
        same.is_ok_and(|same| same.is_truthy())
    }

    /// The files in it and below, by path; of a folder that holds nothing the path alone, with a slash at its end.
    ///
    /// # Errors
    /// When a folder cannot be listed. A file that goes while the list is made is left out.
    pub async fn files(&self) -> Result<Vec<Picked>, BrowserError> {
        let failed = |thrown: JsValue| BrowserError::new("look into the folder", &thrown);
        let mut files = Vec::new();
        let mut folders = vec![(self.name.clone(), self.handle.clone())];
        while let Some((path, folder)) = folders.pop() {
            let values: Function = Reflect::get(&folder, &"values".into())
                .map_err(failed)?
                .unchecked_into();
            let entries = values.call0(&folder).map_err(failed)?;
            let mut is_empty = true;
            loop {
                let next = called(&entries, "next", &[]).await.map_err(failed)?;
                let entry = Reflect::get(&next, &"value".into()).map_err(failed)?;
                if entry.is_undefined() {
                    break;
                }
                is_empty = false;
                let path = format!("{path}/{}", text(&entry, "name"));
                if text(&entry, "kind") == "directory" {
                    folders.push((path, entry));
                } else if let Ok(file) = called(&entry, "getFile", &[]).await {
                    let size = file.unchecked_ref::<File>().size() as u64;
                    files.push(Picked {
                        path,
                        size,
                        data: file,
                    });
                }
            }
            if is_empty {
                files.push(empty_folder(&path));
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }
}

/// Tells a file from what it was: its time and size. `None` for what is no file.
pub fn file_state(data: &JsValue) -> Option<String> {
    let file = data.dyn_ref::<File>()?;
    Some(format!("{} {}", file.last_modified(), file.size()))
}

fn text(object: &JsValue, name: &str) -> String {
    let value = Reflect::get(object, &name.into()).ok();
    value
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
